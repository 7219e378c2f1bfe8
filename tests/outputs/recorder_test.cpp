#include "app/outputs/recorder.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <optional>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;
using imprint::VideoFrame;

namespace {

void push(Recorder& recorder, int frames)
{
    const std::vector<float> sound = FlashBeep::sound(frames / FlashBeep::kFramesPerSecond + 1);
    for (int index = 0; index < frames; ++index) {
        const auto first = sound.begin() + index * 1920;
        recorder.pushAudio(std::vector<float>(first, first + 1920));
        recorder.pushVideo(std::make_shared<const VideoFrame>(FlashBeep::frame(index)));
    }
}

} // namespace

TEST_CASE("Recorder: what was pushed is in the file, in step", "[recorder]")
{
    const TemporaryFolder folder;
    Recorder recorder(FlashBeep::settings(folder / "a.mp4"));
    push(recorder, 80);
    recorder.finish();
    const RecorderStats stats = recorder.stats();
    REQUIRE(stats.frames == 80);
    REQUIRE(stats.audioSeconds == Approx(3.2));
    REQUIRE(stats.encode.blocks == 80);
    REQUIRE(stats.encode.worstMs >= stats.encode.meanMs());
    REQUIRE(stats.bytes > 1000);
    REQUIRE(stats.queueDepth == 0);
    REQUIRE(stats.plain);
    REQUIRE(decodeMovie(folder / "a.mp4").frames.size() == 80);
    REQUIRE(soundAfterPictureMs(folder / "a.mp4", 2) == Approx(0).margin(0.1));
}

TEST_CASE("Recorder: sound and pictures may come from two threads while a third looks",
          "[recorder]")
{
    const TemporaryFolder folder;
    Recorder recorder(FlashBeep::settings(folder / "a.mkv"));
    {
        std::jthread sound([&] {
            for (int piece = 0; piece < 50; ++piece)
                recorder.pushAudio(std::vector<float>(1920));
        });
        std::jthread pictures([&] {
            for (int index = 0; index < 50; ++index)
                recorder.pushVideo(std::make_shared<const VideoFrame>(FlashBeep::frame(index)));
        });
        while (recorder.stats().frames < 10)
            std::this_thread::yield();
    }
    recorder.finish();
    REQUIRE(recorder.stats().frames == 50);
    REQUIRE(decodeMovie(folder / "a.mkv").frames.size() == 50);
}

TEST_CASE("Recorder: left without an end it keeps what was pushed", "[recorder]")
{
    const TemporaryFolder folder;
    std::optional<Recorder> recorder(std::in_place, FlashBeep::settings(folder / "a.mp4"));
    push(*recorder, 60);
    recorder.reset();
    REQUIRE(decodeMovie(folder / "a.mp4").frames.size() == 60);
}

TEST_CASE("Recorder: an error of its thread reaches the pusher and finish", "[recorder]")
{
    const TemporaryFolder folder;
    Recorder recorder(FlashBeep::settings(folder / "a.mp4"));
    const auto wrongSize = std::make_shared<const VideoFrame>(VideoFrame{
        .format = imprint::PixelFormat::I420, .width = 2, .height = 2, .data = {0, 0, 0, 0, 0, 0}});
    const CaughtError error = errorOf([&] {
        for (int i = 0; i < 1000; ++i) // the queue is far smaller: a push must find out
            recorder.pushVideo(wrongSize);
    });
    REQUIRE(error.code == ErrorCode::Internal);
    REQUIRE(error.names("frame of 2x2"));
    REQUIRE(errorOf([&] { recorder.finish(); }).names("frame of 2x2"));
}

TEST_CASE("Recorder: nothing can be pushed after the end", "[recorder]")
{
    const TemporaryFolder folder;
    Recorder recorder(FlashBeep::settings(folder / "a.mp4"));
    push(recorder, 5);
    recorder.finish();
    REQUIRE(errorOf([&] { recorder.pushAudio({}); }).code == ErrorCode::Internal);
}
