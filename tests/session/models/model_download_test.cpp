#include "app/session/models/model_download.h"

#include "engine/core/error.h"
#include "tests/session/models/place.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

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

TEST_CASE("Download: two programs do not write one part", "[models][download]")
{
    const Place place;
    FileServer server({.content = content(), .stallsHalf = true});
    ModelDownloader first(place.folder(), quickOptions());
    first.start(modelOf(server));
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!place.has(".part") || fs::file_size(place.file(".part")) == 0)
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
    ModelDownloader downloader(place.folder(), quickOptions());
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
    ModelDownloader downloader(place.folder(), quickOptions());
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
    ModelDownloader downloader(place.folder(), quickOptions());
    downloader.start(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
    downloader.verify(modelOf(server));
    waitFor(downloader, DownloadPhase::Whole);
    place.write("", content().replace(50'000, 1, "?"));
    downloader.verify(modelOf(server));
    const ModelTransfer failed = waitFor(downloader, DownloadPhase::Failed);
    CHECK(failed.problem.find("m/model.bin': damaged, changed or missing") != std::string::npos);
    CHECK(place.has()); // nothing is ever deleted
}

TEST_CASE("Model downloader: it ends at once while a server is silent", "[models][download]")
{
    const Place place;
    const FileServer server({.content = content(), .stallsHalf = true});
    const auto begun = std::chrono::steady_clock::now();
    {
        ModelDownloader downloader(place.folder(), quickOptions());
        downloader.start(modelOf(server));
        while (downloader.transfers().at(0).doneBytes == 0)
            REQUIRE(std::chrono::steady_clock::now() < begun + 30s);
    }
    CHECK(std::chrono::steady_clock::now() - begun < 15s);
}

TEST_CASE("Model downloader: a model that does not fit on the disk is told before the first file",
          "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    KnownModel model = modelOf(server);
    model.downloads.push_back(wish(server));
    model.downloads.back().place = "m/other.bin";
    model.downloads.back().aboutBytes = 5'000'000;
    DownloadOptions small = quickOptions();
    small.freeBytes = [](const std::string&) { return (std::int64_t{64} << 20) + 4'000'000; };
    ModelDownloader downloader(place.folder(), small);
    downloader.start(model);
    const ModelTransfer failed = waitFor(downloader, DownloadPhase::Failed);
    CHECK(failed.problem.find("M needs 6 MB more") != std::string::npos);
    CHECK(server.requests() == 0);
}

TEST_CASE("Model downloader: a check names every file that is not as it was published",
          "[models][download]")
{
    const Place place;
    const FileServer server({.content = content()});
    KnownModel model = modelOf(server);
    for (const char* name : {"m/b.bin", "m/c.bin"}) {
        model.downloads.push_back(wish(server, hashOf(content())));
        model.downloads.back().place = name;
    }
    ModelDownloader downloader(place.folder(), quickOptions());
    downloader.start(model);
    waitFor(downloader, DownloadPhase::Whole);
    place.write("", "changed");
    fs::remove(fs::path(place.folder()) / "m/c.bin");
    downloader.verify(model);
    const ModelTransfer failed = waitFor(downloader, DownloadPhase::Failed);
    CHECK(failed.problem.find("m/model.bin") != std::string::npos);
    CHECK(failed.problem.find("m/c.bin") != std::string::npos);
    CHECK(failed.problem.find("m/b.bin") == std::string::npos);
}

TEST_CASE("Model downloader: whoever waits for its end is woken by it", "[models][download]")
{
    const Place place;
    FileServer server({.content = content(), .stallsHalf = true});
    ModelDownloader downloader(place.folder(), quickOptions());
    CHECK(downloader.waitUntilIdle(0ms));
    downloader.start(modelOf(server));
    CHECK_FALSE(downloader.waitUntilIdle(0ms));
    const auto begun = std::chrono::steady_clock::now();
    const std::jthread release([&] { server.goOn(); });
    CHECK(downloader.waitUntilIdle(60s));
    CHECK(std::chrono::steady_clock::now() - begun < 50s);
    CHECK(downloader.transfers().at(0).phase == DownloadPhase::Whole);
}
