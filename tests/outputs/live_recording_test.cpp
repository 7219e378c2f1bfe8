#include "app/outputs/live_recording.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/outputs/live_moments.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <limits>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

namespace {

bool showsFlash(const DecodedFrame& frame)
{
    return frame.meanLuma > 150;
}

} // namespace

TEST_CASE("Live recording: begins amid a session, and every moment is in the file, in step",
          "[live]")
{
    const TemporaryFolder folder;
    const std::string path = folder / GENERATE("a.mp4", "a.mkv", "a.mov");
    LiveRecording recording(FlashBeep::settings(path));
    REQUIRE(recording.stats().state == "recording");
    for (int index = 1000; index < 1080; ++index)
        pushWhenRoom(recording, index);
    recording.finish();
    const LiveOutputStats stats = recording.stats();
    REQUIRE(stats.state == "finished");
    REQUIRE(!stats.failed);
    REQUIRE(stats.moments == 80);
    REQUIRE(stats.dropped == 0);
    REQUIRE(stats.bytes > 1000);
    REQUIRE(recording.recordingStats().seconds == Approx(3.2));
    REQUIRE(recording.recordingStats().filled == 0);
    REQUIRE(recording.recordingStats().file.encoder == "libx264");
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.damaged == 0);
    REQUIRE(movie.frames.size() == 80);
    REQUIRE(static_cast<double>(movie.sound.size()) / movie.sampleRate == Approx(3.2).margin(0.03));
    REQUIRE(soundAfterPictureMs(path, 2) == Approx(0).margin(1.1));
}

TEST_CASE("Live recording: lost moments are a longer look and silence, and nothing shifts",
          "[live]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "a.mp4";
    LiveRecording recording(FlashBeep::settings(path));
    // Among the lost ones is the flash of second 1; those of the seconds behind it must stay where they are.
    for (int index = 0; index < 100; ++index)
        if (index < 20 || index >= 48)
            pushWhenRoom(recording, index);
    recording.finish();
    REQUIRE(recording.stats().moments == 72);
    REQUIRE(recording.recordingStats().filled == 28 * 1920);
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.frames.size() == 72);
    REQUIRE(movie.frames[20].seconds == Approx(48 / 25.0).margin(1e-6));
    REQUIRE(movie.durationSeconds == Approx(4.0).margin(0.03));
    REQUIRE(soundAfterPictureMs(path, 0) == Approx(0).margin(0.1));
    REQUIRE(soundAfterPictureMs(path, 2) == Approx(0).margin(0.1));
    REQUIRE(soundAfterPictureMs(path, 3) == Approx(0).margin(0.1));
}

TEST_CASE("Live recording: a queue that is full loses moments, counts them and never waits",
          "[live]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "a.mp4";
    RecorderSettings settings = FlashBeep::settings(path);
    settings.format.preset = "veryslow";
    LiveRecording recording(settings);
    constexpr int kPushed = 600; // far faster than any encoder
    std::vector<std::shared_ptr<const LiveMoment>> moments;
    for (int index = 0; index < kPushed; ++index)
        moments.push_back(liveMoment(index));
    for (const auto& moment : moments)
        recording.push(moment);
    REQUIRE(recording.stats().queueDepth <= 100);
    // Room again: the last moments come through, so that the gap has an end.
    for (int index = kPushed; index < kPushed + 50; ++index)
        pushWhenRoom(recording, index);
    recording.finish();
    const LiveOutputStats stats = recording.stats();
    REQUIRE(stats.dropped > 100);
    REQUIRE(stats.moments + stats.dropped == kPushed + 50);
    REQUIRE(recording.recordingStats().filled == stats.dropped * 1920);
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(std::ssize(movie.frames) == stats.moments);
    REQUIRE(movie.durationSeconds == Approx((kPushed + 50) / 25.0).margin(0.03));
    REQUIRE(soundAfterPictureMs(path, kPushed / 25 + 1) == Approx(0).margin(0.1));
}

TEST_CASE("Live recording: a pause is in neither track", "[live]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "a.mp4";
    LiveRecording recording(FlashBeep::settings(path));
    for (int index = 0; index < 120; ++index) {
        if (index == 30)
            recording.pause();
        if (index == 35)
            REQUIRE(recording.stats().state == "paused");
        if (index == 80) // whole seconds later: the flash pattern goes on unbroken
            recording.resume();
        pushWhenRoom(recording, index);
    }
    recording.finish();
    REQUIRE(recording.stats().moments == 70);
    REQUIRE(recording.stats().dropped == 0);
    REQUIRE(recording.recordingStats().filled == 0);
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.frames.size() == 70);
    REQUIRE(movie.durationSeconds == Approx(2.8).margin(0.03));
    for (std::size_t i = 0; i < movie.frames.size(); ++i) {
        CAPTURE(i);
        REQUIRE(movie.frames[i].seconds == Approx(static_cast<double>(i) / 25).margin(1e-6));
        REQUIRE(showsFlash(movie.frames[i]) == (i % 25 == 10 || i % 25 == 11));
    }
    for (const int second : {0, 1, 2})
        REQUIRE(soundAfterPictureMs(path, second) == Approx(0).margin(0.1));
}

TEST_CASE("Live recording: without a moment there is no file, and no failure", "[live]")
{
    const TemporaryFolder folder;
    {
        LiveRecording recording(FlashBeep::settings(folder / "a.mp4"));
        recording.pause();
        recording.push(liveMoment(0));
        recording.finish();
        REQUIRE(!recording.stats().failed);
        REQUIRE(recording.stats().state.find("nothing was recorded") == 0);
    }
    REQUIRE(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("Live recording: a picture that does not fit ends it with a reason, and the rest is kept",
          "[live]")
{
    const TemporaryFolder folder;
    {
        LiveRecording recording(FlashBeep::settings(folder / "a.mp4"));
        for (int index = 0; index < 30; ++index)
            pushWhenRoom(recording, index);
        recording.push(std::make_shared<const LiveMoment>(
            LiveMoment{.index = 30,
                       .frame = std::make_shared<const imprint::VideoFrame>(
                           imprint::VideoFrame{.format = imprint::PixelFormat::I420,
                                               .width = 2,
                                               .height = 2,
                                               .data = {0, 0, 0, 0, 0, 0}}),
                       .sound = {}}));
        REQUIRE(eventually([&] { return recording.stats().failed; }));
        recording.push(liveMoment(31)); // harmless
        recording.finish();
        REQUIRE(recording.stats().state.find("2x2") != std::string::npos);
    }
    REQUIRE(decodeMovie(folder / "a.mp4").frames.size() >= 12);
}

TEST_CASE("Live recording: a disk with less room than asked for is refused", "[live]")
{
    const TemporaryFolder folder;
    RecorderSettings settings = FlashBeep::settings(folder / "a.mp4");
    settings.minimumFreeBytes = std::numeric_limits<std::int64_t>::max();
    const CaughtError error = errorOf([&] { LiveRecording recording(settings); });
    REQUIRE(error.code == ErrorCode::Io);
    REQUIRE(error.names("MB are to stay free"));
    REQUIRE(std::filesystem::is_empty(folder.path()));
}
