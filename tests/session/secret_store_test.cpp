#include "app/session/secret_store.h"

#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

mode_t rightsOf(const std::string& file)
{
    struct stat facts {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    return facts.st_mode & 0777;
}

} // namespace

TEST_CASE("SecretStore: what is kept is there again, for its user alone", "[session]")
{
    const TemporaryFolder folder;
    const std::string file = folder / "data/keys";
    const mode_t before = ::umask(0); // the most careless user
    SecretStore store(file);
    CHECK(store.read("stream").empty());
    store.keep("stream", "one \"two\"\n");
    store.keep("hub", "three");
    ::umask(before);
    CHECK(rightsOf(file) == 0600);
    CHECK(SecretStore(file).read("stream") == "one \"two\"\n");
    CHECK(SecretStore(file).read("hub") == "three");
    store.keep("stream", "four");
    CHECK(SecretStore(file).read("stream") == "four");
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "data"), {}) == 1);
}

TEST_CASE("SecretStore: a file that others could read cannot any more once it is written",
          "[session]")
{
    const TemporaryFolder folder;
    const std::string file = folder / "keys";
    writeBytes(file, "{\"hub\": \"three\"}");
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    SecretStore store(file);
    store.keep("stream", "one");
    CHECK(rightsOf(file) == 0600);
    CHECK(store.read("hub") == "three");
}

TEST_CASE("SecretStore: what is forgotten is gone, and with the last one the file", "[session]")
{
    const TemporaryFolder folder;
    SecretStore store(folder / "keys");
    store.keep("never", "");
    store.keep("stream", "one");
    store.keep("hub", "two");
    store.keep("stream", "");
    CHECK(readBytes(folder / "keys").find("one") == std::string::npos);
    store.keep("hub", "");
    CHECK_FALSE(std::filesystem::exists(folder / "keys"));
}

TEST_CASE("SecretStore: what cannot be read or written is named, without any secret", "[session]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "keys", "{\"stream\": \"hush");
    SecretStore damaged(folder / "keys");
    const CaughtError unread = errorOf([&] { damaged.read("stream"); });
    CHECK(unread.code == ErrorCode::BadInput);
    CHECK(unread.names("keys"));
    CHECK_FALSE(unread.names("hush"));
    SecretStore nowhere("/dev/null/keys");
    const CaughtError unwritten = errorOf([&] { nowhere.keep("stream", "hush"); });
    CHECK(unwritten.code == ErrorCode::Io);
    CHECK_FALSE(unwritten.names("hush"));
}
