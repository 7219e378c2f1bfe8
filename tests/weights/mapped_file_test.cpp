#include "engine/weights/mapped_file.h"
#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr uid_t kNobody = 65534;

/// Gives root's rights up while it lives: root may read everything.
class AsNobody {
public:
    AsNobody() { m_changed = ::geteuid() == 0 && ::seteuid(kNobody) == 0; }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
    ~AsNobody()
    {
        if (m_changed && ::seteuid(0) != 0)
            std::terminate();
    }

private:
    bool m_changed = false;
};

CaughtError openError(const std::string& path)
{
    return errorOf([&] { MappedFile::open(path); });
}

} // namespace

TEST_CASE("MappedFile: gives the bytes of the file", "[weights]")
{
    const TemporaryFolder folder;
    const std::string content("some\0bytes", 10);
    writeFile(folder / "a", content);
    const auto file = MappedFile::open(folder / "a");
    REQUIRE(std::ranges::equal(file->bytes(), asBytes(content)));
}

TEST_CASE("MappedFile: what cannot be mapped is named with its reason", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "empty", "");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    struct Case {
        std::string path;
        ErrorCode code;
        std::string reason;
    };
    const std::vector<Case> tried = {
        {folder / "missing", ErrorCode::NotFound, "does not exist"},
        {folder / "empty/x", ErrorCode::NotFound, "does not exist"},
        {folder.path(), ErrorCode::BadInput, "directory"},
        {folder / "empty", ErrorCode::BadInput, "empty"},
        {folder / "pipe", ErrorCode::BadInput, "regular file"},
        {folder / std::string(300, 'x'), ErrorCode::Io, "too long"},
    };
    for (const auto& [path, code, reason] : tried) {
        CAPTURE(path);
        const CaughtError error = openError(path);
        REQUIRE(error.code == code);
        CHECK(error.names(path));
        CHECK(error.names(reason));
    }
}

TEST_CASE("MappedFile: a file without read permission is an input/output error", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "secret", "x");
    REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
    REQUIRE(::chmod((folder / "secret").c_str(), 0) == 0);
    const AsNobody nobody;
    const CaughtError error = openError(folder / "secret");
    REQUIRE(error.code == ErrorCode::Io);
    CHECK(error.names("Permission denied"));
}
