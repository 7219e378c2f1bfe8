#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/movie_fragments.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

/// A generation of many minutes, which the test does not wait for.
std::vector<std::string> longGeneration(const std::string& path)
{
    return cliWords({"generate", "--seconds", "600", "--steps", "1", "--out", path});
}

/// The sound from time 0 of the container on, where the first picture is: mono, 16 kHz.
std::vector<float> soundOf(const std::string& path)
{
    const ProgramEnd end =
        runCaptured({"ffmpeg", "-v", "error", "-copyts", "-i", path, "-af",
                     "aresample=16000:first_pts=0", "-ac", "1", "-f", "f32le", "-"});
    REQUIRE(end.exitCode == 0);
    std::vector<float> samples(end.out.size() / sizeof(float));
    std::memcpy(samples.data(), end.out.data(), samples.size() * sizeof(float));
    return samples;
}

} // namespace

TEST_CASE("Ctrl-C: what was made so far is kept as a finished video", "[e2e]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    const std::string path = folder / "a.mp4";
    const int signal = GENERATE(SIGINT, SIGTERM);
    ChildProcess program(longGeneration(path), cliEnvironment());
    REQUIRE(program.waitForFiles(folder.path(), [&] { return fragmentSeconds(path) > 2; }));
    program.send(signal);
    const ProgramEnd end = program.wait();
    CHECK(end.exitCode == 1);
    CHECK(end.signal == 0);
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    CHECK(end.err.find(path) != std::string::npos);

    const ProbedMovie movie = probeMovie(path);
    CHECK(fragmentSeconds(path) == 0); // rewritten with its index in front
    CHECK(movie.videoSeconds > 2);
    CHECK(movie.videoSeconds < 300);
    CHECK(movie.frames == std::lround(25 * movie.videoSeconds));
    CHECK(movie.audioSeconds == Approx(movie.videoSeconds).margin(0.05));
    CHECK(movie.videoStart == 0);
    CHECK(movie.audioStart == 0);
}

TEST_CASE("kill -9: a recording of ten seconds plays, sound and picture together", "[e2e]")
{
    if (!hasGear({"ffprobe", "ffmpeg", "espeak-ng"}))
        return;
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "Now we walk along the river, and then we go home. ";
    speak({.name = "en-us", .text = text}, folder / "voice.wav");

    const fs::path videos = folder / "videos";
    fs::create_directory(videos);
    const std::string path = videos / "a.mp4";
    ChildProcess program(cliWords({"generate", "--audio", folder / "voice.wav", "--out", path}),
                         cliEnvironment());
    REQUIRE(program.waitForFiles(videos, [&] { return fragmentSeconds(path) >= 10; }));
    program.send(SIGKILL);
    REQUIRE(program.wait().signal == SIGKILL);

    const ProbedMovie movie = probeMovie(path);
    CHECK(movie.frames >= 250);
    CHECK(movie.videoSeconds >= 9.9);
    CHECK(movie.audioSeconds == Approx(movie.videoSeconds).margin(1.0));
    CHECK(movie.videoStart == 0);
    CHECK(movie.audioStart == Approx(0).margin(kPrimingSeconds));

    std::vector<float> voice = soundOf(folder / "voice.wav");
    std::vector<float> kept = soundOf(path);
    voice.resize(5 * 16000);
    kept.resize(5 * 16000);
    const BestLag shift = findLag(voice, kept, 800);
    std::printf("killed with 10 s in the file: %.2f s of picture and %.2f s of sound play, sound "
                "%+.2f ms from where it belongs\n",
                movie.videoSeconds, movie.audioSeconds, static_cast<double>(shift.lag) / 16);
    CHECK(std::abs(shift.lag) <= 8); // half a millisecond
    CHECK(shift.correlation > 0.9);
}
