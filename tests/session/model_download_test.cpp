#include "app/session/model_download.h"

#include "app/session/file_hash.h"
#include "engine/core/error.h"
#include "tests/session/file_server.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace imprint;
using namespace imprint::app;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

/// 100,000 bytes, no two thousand of which are alike.
std::string content()
{
    std::string text;
    for (unsigned i = 0; text.size() < 100'000; ++i)
        text += static_cast<char>((i * 2654435761U) >> 24);
    return text;
}

struct Place {
    fs::path folder = makeOne();

    ~Place() { fs::remove_all(folder); }

    static fs::path makeOne()
    {
        std::string name = (fs::temp_directory_path() / "download-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        return name;
    }
    fs::path file(const char* suffix = "") const
    {
        return (folder / "m/model.bin").string() + suffix;
    }
    std::string text(const char* suffix = "") const
    {
        std::ostringstream all;
        all << std::ifstream(file(suffix), std::ios::binary).rdbuf();
        return all.str();
    }
    void write(const char* suffix, const std::string& what) const
    {
        fs::create_directories(folder / "m");
        std::ofstream(file(suffix), std::ios::binary) << what;
    }
};

std::string hashOf(const std::string& text)
{
    const Place place;
    place.write("", text);
    return hashOfFile(place.file(), [](std::int64_t) {}, {});
}

DownloadOptions options()
{
    return {.onlyEncrypted = false,
            .attempts = 3,
            .pauseBetween = 1ms,
            .silence = 20s,
            .freeBytes = {}};
}

ModelDownload wish(const FileServer& server, std::string sha256 = {})
{
    return {.address = server.address(), .place = "m/model.bin", .sha256 = std::move(sha256)};
}

DownloadEnd fetch(const Place& place, const ModelDownload& file,
                  const DownloadOptions& how = options())
{
    return downloadFile(file, place.folder, how, [](std::int64_t, std::int64_t) {}, {});
}

KnownModel modelOf(const FileServer& server)
{
    return {.name = "m", .title = "M", .downloads = {wish(server)}};
}

/// Waits, generously, until the model stands so.
ModelTransfer waitFor(const ModelDownloader& downloader, DownloadPhase phase)
{
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    ModelTransfer last;
    while (std::chrono::steady_clock::now() < deadline) {
        for (const ModelTransfer& transfer : downloader.transfers())
            last = transfer;
        if (last.phase == phase)
            return last;
        std::this_thread::yield();
    }
    FAIL("the download stands at phase " << static_cast<int>(last.phase) << ": " << last.problem);
    return last;
}

} // namespace

TEST_CASE("Download: a file arrives whole, with its hash beside it and nothing else",
          "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    std::int64_t done = 0;
    std::int64_t total = 0;
    const auto end = downloadFile(wish(server, hashOf(content())), place.folder, options(),
                                  [&](std::int64_t now, std::int64_t all) {
                                      CHECK(now >= done);
                                      done = now;
                                      total = all;
                                  },
                                  {});
    CHECK(end == DownloadEnd::Whole);
    CHECK(place.text() == content());
    CHECK(place.text(".sha256").starts_with(hashOf(content())));
    CHECK_FALSE(fs::exists(place.file(".part")));
    CHECK(done == 100'000);
    CHECK(total == 100'000);
}

TEST_CASE("Download: a broken connection goes on where it broke", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .breaksAt = 30'000, .breaks = 3});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    CHECK(server.ranges() == std::vector<std::string>{"", "30000-", "60000-", "90000-"});
}

TEST_CASE("Download: a part of an earlier day is gone on with", "[models][download]")
{
    const Place place;
    place.write(".part", content().substr(0, 40'000));
    const FileServer server({.content = content()});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(server.ranges() == std::vector<std::string>{"40000-"});
    CHECK(place.text() == content());
}

TEST_CASE("Download: a part that was whole already needs only the last step", "[models][download]")
{
    const Place place;
    place.write(".part", content());
    const FileServer server({.content = content()});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: a server that knows no ranges sends it anew", "[models][download]")
{
    const Place place;
    place.write(".part", "something else that is not the beginning");
    const FileServer server({.content = content(), .knowsRanges = false});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: a wrong hash never gets the file's name, and the next attempt begins anew",
          "[models][download]")
{
    const Place place;
    FileServer server({.content = std::string(500, 'x')});
    CHECK_THROWS_WITH(fetch(place, wish(server, hashOf(content()))), Catch::Contains("damaged"));
    CHECK_FALSE(fs::exists(place.file()));
    CHECK(place.text(".damaged") == std::string(500, 'x'));
    server.change({.content = content()});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: the hub's own hash counts where the list has none", "[models][download]")
{
    const Place place;
    const FileServer good({.content = content(), .hash = hashOf(content())});
    CHECK(fetch(place, wish(good)) == DownloadEnd::Whole);
    const Place other;
    const FileServer bad({.content = content(), .hash = hashOf("another")});
    CHECK_THROWS_WITH(fetch(other, wish(bad)), Catch::Contains("damaged"));
}

TEST_CASE("Download: a disk without space is told before anything is written", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    DownloadOptions small = options();
    small.freeBytes = [](const std::string&) { return (std::int64_t{64} << 20) + 50'000; };
    CHECK_THROWS_WITH(fetch(place, wish(server), small), Catch::Contains("has space for 0 MB"));
    CHECK(place.text(".part").empty());
    CHECK(server.requests() == 1);
    place.write(".part", content().substr(0, 60'000)); // what is here needs no space
    CHECK(fetch(place, wish(server), small) == DownloadEnd::Whole);
}

TEST_CASE("Download: a length that is not kept is no whole file", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .promisesMore = 10});
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains("could not be fetched"));
    CHECK_FALSE(fs::exists(place.file()));
    CHECK(place.text(".part") == content()); // kept
}

TEST_CASE("Download: another part than the one asked for is not put behind the first",
          "[models][download]")
{
    const Place place;
    place.write(".part", content().substr(0, 40'000));
    const FileServer server({.content = content(), .shiftsRange = 1000});
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains("another part of the file"));
    CHECK(place.text(".part") == content().substr(0, 40'000));
}

TEST_CASE("Download: a file that is said to be longer than what came is not whole",
          "[models][download]")
{
    const Place place;
    place.write(".part", content().substr(0, 40'000));
    const FileServer server({.content = content(), .wholeIsMore = 10});
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains("could not be fetched"));
    CHECK_FALSE(fs::exists(place.file()));
}

TEST_CASE("Download: a server that names no length is taken at its word, and at its hash",
          "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .namesLength = false});
    CHECK(fetch(place, wish(server, hashOf(content()))) == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: a refusal is not tried again", "[models][download]")
{
    const auto [status, says] =
        GENERATE(table<int, const char*>({{404, "cannot be had"},
                                          {401, "not given to everybody"},
                                          {403, "not given to everybody"}}));
    const Place place;
    const FileServer server({.status = status});
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains(says));
    CHECK(server.requests() == 1);
    CHECK(place.text(".part").empty());
}

TEST_CASE("Download: a server in trouble is tried again, a few times", "[models][download]")
{
    const Place place;
    const FileServer server({.status = 503});
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains("503"));
    CHECK(server.requests() == 3);
}

TEST_CASE("Download: nothing is fetched without encryption", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    DownloadOptions strict = options();
    strict.onlyEncrypted = true;
    CHECK_THROWS_AS(fetch(place, wish(server), strict), Error);
    CHECK(server.requests() == 0);
}

TEST_CASE("Download: a file that is there is left alone", "[models][download]")
{
    const Place place;
    place.write("", "mine");
    const FileServer server({.content = content()});
    CHECK(fetch(place, wish(server)) == DownloadEnd::Whole);
    CHECK(place.text() == "mine");
    CHECK(server.requests() == 0);
}

TEST_CASE("Download: two programs do not write one part", "[models][download]")
{
    const Place place;
    FileServer server({.content = content(), .stallsHalf = true});
    ModelDownloader first(place.folder, options());
    first.start(modelOf(server));
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!fs::exists(place.file(".part")) || fs::file_size(place.file(".part")) == 0)
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    CHECK_THROWS_WITH(fetch(place, wish(server)), Catch::Contains("another program"));
    server.goOn();
    waitFor(first, DownloadPhase::Whole);
}

TEST_CASE("Model downloader: pause keeps the part, and going on fetches the rest",
          "[models][download]")
{
    const Place place;
    FileServer server({.content = content(), .stallsHalf = true});
    ModelDownloader downloader(place.folder, options());
    downloader.start(modelOf(server));
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (downloader.transfers().at(0).doneBytes < 50'000)
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    downloader.pause("m");
    const ModelTransfer paused = waitFor(downloader, DownloadPhase::Paused);
    CHECK(paused.totalBytes == 100'000);
    CHECK(place.text(".part") == content().substr(0, 50'000));
    server.goOn();
    downloader.start(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
    CHECK(place.text() == content());
    CHECK(server.ranges() == std::vector<std::string>{"", "50000-"});
}

TEST_CASE("Model downloader: a failure is told, and does not end it", "[models][download]")
{
    const Place place;
    FileServer server({.status = 404});
    ModelDownloader downloader(place.folder, options());
    downloader.start(modelOf(server));
    const ModelTransfer failed = waitFor(downloader, DownloadPhase::Failed);
    CHECK(failed.problem.find("404") != std::string::npos);
    CHECK_FALSE(failed.hint.empty());
    server.change({.content = content()});
    downloader.start(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
}

TEST_CASE("Model downloader: a check notices a changed file", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    ModelDownloader downloader(place.folder, options());
    downloader.start(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
    downloader.verify(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
    place.write("", content().replace(50'000, 1, "?"));
    downloader.verify(modelOf(server));
    const ModelTransfer failed = waitFor(downloader, DownloadPhase::Failed);
    CHECK(failed.problem.find("damaged or was changed") != std::string::npos);
    CHECK(fs::exists(place.file())); // nothing is ever deleted
}

TEST_CASE("Model downloader: it ends at once while a server is silent", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .stallsHalf = true});
    const auto begun = std::chrono::steady_clock::now();
    {
        ModelDownloader downloader(place.folder, options());
        downloader.start(modelOf(server));
        while (downloader.transfers().at(0).doneBytes == 0)
            REQUIRE(std::chrono::steady_clock::now() < begun + 30s);
    }
    CHECK(std::chrono::steady_clock::now() - begun < 15s);
}
