#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <csignal>

using namespace imprint::test;

TEST_CASE("Recording: kill -9 loses at most a second and leaves sound and picture together",
          "[crash]")
{
    const TemporaryFolder folder;
    struct Row {
        const char* file;
        const char* codec;
        int frames;
    };
    // 2.4 s, and just behind and amid a key frame's fragment at 10 s
    const Row row = GENERATE(values<Row>({{"a.mp4", "h264", 60},
                                          {"a.mp4", "h264", 255},
                                          {"a.mp4", "h264", 262},
                                          {"a.mkv", "h264", 60},
                                          {"a.mkv", "h264", 255},
                                          {"a.mkv", "h264", 262},
                                          {"a.mov", "h264", 255},
                                          {"a.mp4", "hevc", 255},
                                          {"a.mp4", "av1", 255},
                                          {"a.mov", "prores", 255},
                                          {"a.mkv", "ffv1", 255}}));
    const std::string path = folder / row.file;
    const int frames = row.frames;
    const int status =
        runProgram({IMPRINT_RECORD_UNTIL_KILLED, path, std::to_string(frames), row.codec});
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(WTERMSIG(status) == SIGKILL);

    const DecodedMovie movie = decodeMovie(path);
    const int lost = frames - static_cast<int>(movie.frames.size());
    const double soundSeconds = static_cast<double>(movie.sound.size()) / movie.sampleRate;
    std::printf("%s as %s, %d frames: %d frames and %.2f s of sound lost, sound %+.2f ms after the "
                "picture\n",
                row.file, row.codec, frames, lost, frames / 25.0 - soundSeconds,
                soundAfterPictureMs(path, 0));
    CAPTURE(path, row.codec, frames);
    REQUIRE(movie.damaged == 0);
    REQUIRE(lost <= FlashBeep::kFramesPerSecond);
    REQUIRE(soundSeconds >= frames / 25.0 - 1.0);
    for (int second = 0; second < static_cast<int>(movie.frames.size()) / 25; second += 3)
        REQUIRE(soundAfterPictureMs(path, second) == Approx(0).margin(0.6));
}
