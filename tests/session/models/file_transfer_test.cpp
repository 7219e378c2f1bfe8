#include "app/session/models/file_transfer.h"

#include "app/session/models/part_file.h"
#include "engine/core/error.h"
#include "tests/session/models/place.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kPart = 8'000; // 13 of them in the content

/// A file of many parts, as far as its manifest knows.
ModelDownload largeWish(const FileServer& server, std::string sha256 = hashOf(content()))
{
    ModelDownload file = wish(server, std::move(sha256));
    file.aboutBytes = 90'000;
    return file;
}

DownloadOptions partOptions()
{
    DownloadOptions options = quickOptions();
    options.partBytes = kPart;
    return options;
}

} // namespace

TEST_CASE("Download: a file arrives whole, with its hash beside it and nothing else",
          "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    std::int64_t done = 0;
    std::int64_t total = 0;
    const auto end = downloadFile(wish(server, hashOf(content())), place.folder(), quickOptions(),
                                  [&](std::int64_t now, std::int64_t all) {
                                      CHECK(now >= done);
                                      done = now;
                                      total = all;
                                  },
                                  {});
    CHECK(end == DownloadEnd::Whole);
    CHECK(place.text() == content());
    CHECK(place.text(".sha256").starts_with(hashOf(content())));
    CHECK_FALSE(place.has(".part"));
    CHECK_FALSE(place.has(".part.json"));
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
    CHECK_FALSE(place.has());
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
    DownloadOptions small = quickOptions();
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
    CHECK_FALSE(place.has());
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
    CHECK_FALSE(place.has());
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

TEST_CASE("Download: without encryption nothing is fetched but from this machine",
          "[models][download]")
{
    const Place place;
    ModelDownload file;
    file.place = "m/model.bin";
    file.address = "http://192.0.2.1/model.bin"; // of documents: nobody answers there
    DownloadOptions once = quickOptions();
    once.attempts = 1;
    CHECK_THROWS_WITH(fetch(place, file, once), Catch::Contains("http"));
    const FileServer server({.redirectsTo = "ftp://127.0.0.1/model.bin"});
    CHECK_THROWS_WITH(fetch(place, wish(server), once), Catch::Contains("ftp"));
    CHECK(place.text(".part").empty());
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

TEST_CASE("Download: a large file comes in parts, four at a time", "[models][download][parts]")
{
    const Place place;
    // It answers no part behind the first before three more are asked for: one after the other would never come.
    const FileServer server({.content = content(), .together = 4});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    auto ranges = server.ranges();
    CHECK(ranges.front() == "0-7999");
    CHECK(ranges.size() == 13);
    CHECK(std::set<std::string>(ranges.begin(), ranges.end()).size() == 13);
    CHECK(std::count(ranges.begin(), ranges.end(), "96000-99999") == 1);
    CHECK_FALSE(place.has(".part"));
    CHECK_FALSE(place.has(".part.json"));
}

TEST_CASE("Download: parts that break go on where they broke", "[models][download][parts]")
{
    const Place place;
    const FileServer server({.content = content(), .breaksAt = 3'000, .breaks = 9});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    const auto ranges = server.ranges();
    CHECK(std::count(ranges.begin(), ranges.end(), "3000-7999") == 1);
}

TEST_CASE("Download: a pause keeps what there is of every part", "[models][download][parts]")
{
    const Place place;
    FileServer server({.content = content(), .stallsHalf = true});
    DownloadOptions options = partOptions();
    options.partBytes = 40'000;
    std::stop_source stop;
    const auto end = downloadFile(
        largeWish(server), place.folder(), options,
        [&](std::int64_t now, std::int64_t) {
            if (now == 50'000) // half of each of the three
                stop.request_stop();
        },
        stop.get_token());
    CHECK(end == DownloadEnd::Paused);
    CHECK(bytesInParts(place.file()) == 50'000);
    server.change({.content = content()});
    CHECK(fetch(place, largeWish(server), options) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    auto ranges = server.ranges();
    REQUIRE(ranges.size() == 6);
    std::sort(ranges.begin() + 3, ranges.end());
    CHECK(std::vector<std::string>(ranges.begin() + 3, ranges.end()) ==
          std::vector<std::string>{"20000-39999", "60000-79999", "90000-99999"});
}

TEST_CASE("Download: a beginning of an earlier version is gone on with in parts",
          "[models][download][parts]")
{
    const Place place;
    place.write(".part", content().substr(0, 20'000));
    const FileServer server({.content = content()});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    const auto ranges = server.ranges();
    CHECK(ranges.front() == "20000-");
    CHECK(std::count(ranges.begin(), ranges.end(), "0-7999") == 0);
}

TEST_CASE("Download: a server that ignores the range sends a large file whole, once",
          "[models][download][parts]")
{
    const Place place;
    const FileServer server({.content = content(), .knowsRanges = false});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    CHECK(server.requests() == 1);
}

TEST_CASE("Download: a server that forgets about ranges half way sends it anew",
          "[models][download][parts]")
{
    const Place place;
    FileServer server({.content = content()});
    bool forgot = false;
    const auto end =
        downloadFile(largeWish(server), place.folder(), partOptions(),
                     [&](std::int64_t now, std::int64_t) {
                         if (now >= 30'000 && !std::exchange(forgot, true))
                             server.change({.content = content(), .knowsRanges = false});
                     },
                     {});
    CHECK(end == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: more than was asked for is not taken", "[models][download][parts]")
{
    const Place place;
    const FileServer server({.content = content(), .ignoresRangeEnd = true});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
}

TEST_CASE("Download: parts of a file that was replaced meanwhile are not mixed",
          "[models][download][parts]")
{
    const std::string other = std::string(5'000, 'n') + content();
    const auto [changed, hash] = GENERATE_COPY(table<std::string, std::string>(
        {{other, hashOf(other)}, {other.substr(0, 50'000), hashOf(other.substr(0, 50'000))}}));
    const Place place;
    FileServer server({.content = content()});
    std::stop_source stop;
    downloadFile(
        largeWish(server, {}), place.folder(), partOptions(),
        [&](std::int64_t now, std::int64_t) {
            if (now > 60'000)
                stop.request_stop();
        },
        stop.get_token());
    REQUIRE(bytesInParts(place.file()) > 60'000);
    server.change({.content = changed});
    CHECK(fetch(place, largeWish(server, hash), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == changed);
}

TEST_CASE("Download: what is kept of the parts is believed only if it can be true",
          "[models][download][parts]")
{
    const std::string kept = GENERATE(
        "{", R"({"bytes": 100000})",
        R"({"bytes": 100000, "part_bytes": 60000, "sha256": "", "done": [60000]})",
        R"({"bytes": 100000, "part_bytes": 60000, "sha256": "", "done": [60001, 0]})",
        R"({"bytes": 100000, "part_bytes": 60000, "sha256": "", "done": [-1, 0]})",
        R"({"bytes": 100000, "part_bytes": 0, "sha256": "", "done": []})",
        R"({"bytes": 100000, "part_bytes": 60000, "sha256": "", "done": [0, 40000]})"); // not in the file
    CAPTURE(kept);
    const Place place;
    place.write(".part", std::string(60'000, '?'));
    place.write(".part.json", kept);
    const FileServer server({.content = content()});
    CHECK(fetch(place, largeWish(server), partOptions()) == DownloadEnd::Whole);
    CHECK(place.text() == content());
    CHECK(server.ranges().front() == "0-7999");
}

TEST_CASE(
    "Download: a size of the manifest to the byte, and its hash, are believed before a server",
    "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .hash = hashOf("another")});
    ModelDownload file = wish(server);
    file.aboutBytes = 99'999;
    file.exactBytes = true;
    CHECK_THROWS_WITH(fetch(place, file), Catch::Contains("100000 bytes in place of 99999"));
    CHECK_THROWS_WITH(fetch(place, wish(server, hashOf(content()))),
                      Catch::Contains("another file than Imprint knows of"));
    CHECK(place.text(".part").empty()); // told before the first byte
}

TEST_CASE("Download: wrong bytes in one part are found", "[models][download][parts]")
{
    const Place place;
    std::string wrong = content();
    wrong[55'555] = static_cast<char>(wrong[55'555] ^ 1);
    const FileServer server({.content = wrong});
    CHECK_THROWS_WITH(fetch(place, largeWish(server), partOptions()), Catch::Contains("damaged"));
    CHECK_FALSE(place.has());
    CHECK(place.text(".damaged") == wrong);
    CHECK_FALSE(place.has(".part.json"));
}

TEST_CASE("Download: an empty file is whole", "[models][download]")
{
    const Place place;
    const FileServer server({.content = ""});
    CHECK(fetch(place, wish(server, hashOf(""))) == DownloadEnd::Whole);
    CHECK(place.has());
}

TEST_CASE("Download: a token opens what is not given to everybody, and stays with its server",
          "[models][download][token]")
{
    const Place place;
    const FileServer store({.content = content()});
    const FileServer hub({.redirectsTo = store.address(), .token = "secret"});
    ModelDownload file = wish(hub);
    file.address = hubAddress("Some/Body", "model.bin");
    DownloadOptions options = quickOptions();
    options.hub = {.mirror = hub.root(), .token = "secret"};
    CHECK(fetch(place, file, options) == DownloadEnd::Whole);
    CHECK(hub.tokens() == std::vector<std::string>{"secret"});
    CHECK(store.tokens() == std::vector<std::string>{""});
}

TEST_CASE("Download: a token is not shown to servers that are no hub", "[models][download][token]")
{
    const Place place;
    const FileServer server({.content = content()});
    DownloadOptions options = quickOptions();
    options.hub.token = "secret";
    CHECK(fetch(place, wish(server), options) == DownloadEnd::Whole);
    CHECK(server.tokens() == std::vector<std::string>{""});
}

TEST_CASE("Download: who is refused learns where to accept the licence",
          "[models][download][token]")
{
    const std::string token = GENERATE("", "wrong");
    const Place place;
    const FileServer hub({.content = content(), .token = "secret"});
    ModelDownload file = wish(hub);
    file.address = hubAddress("Some/Body", "model.bin");
    file.page = hubPage("Some/Body");
    DownloadOptions options = quickOptions();
    options.hub = {.mirror = hub.root(), .token = token};
    const CaughtError caught = errorOf([&] { fetch(place, file, options); });
    CHECK(caught.names("not given to everybody (401"));
    CHECK(caught.names("Some/Body"));
    CHECK(caught.names("token"));
    CHECK(caught.names("the token was not enough") == !token.empty());
    CHECK_FALSE(caught.names("wrong"));
}
