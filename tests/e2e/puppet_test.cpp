#include "audio/dsp/loudness_envelope.h"
#include "audio/dsp/track_correlation.h"
#include "audio/file/audio_file_reader.h"
#include "engine/core/audio_block.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/lip_voices.h"
#include "tests/support/mouth_opening.h"
#include "tests/support/movie_frames.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr int kPuppetFps = 25;
constexpr int kPuppetSize = 192;
constexpr int kPuppetMaxLag = 10;

std::vector<float> loudnessOf(const std::string& path)
{
    audio::AudioFileReader reader(path, kEngineSampleRate, 1);
    return audio::loudnessEnvelope(reader.read(std::size_t{60} * kEngineSampleRate), kPuppetFps);
}

std::vector<std::string> words(const std::string& out, std::vector<std::string> more)
{
    std::vector<std::string> all{"generate", "--model", "puppet", "--out", out};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::string metadataOf(const std::string& path)
{
    const ProgramEnd end = runCaptured(
        {"ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "default", path});
    REQUIRE(end.exitCode == 0);
    return end.out;
}

} // namespace

TEST_CASE("Puppet: the mouth follows its own sound at once, for three voices", "[e2e][lips]")
{
    if (!hasGear({"espeak-ng", "ffmpeg"}))
        return;
    const TemporaryFolder folder;
    double sum = 0;
    for (const Voice& voice : kLipVoices) {
        INFO(voice.name);
        const std::string sound = folder / (voice.name + ".wav");
        const std::string movie = folder / (voice.name + ".mp4");
        speak(voice, sound);
        runCliJson(words(movie, {"--audio", sound, "--prompt", "man, light skin, short hair",
                                 "--seed", "5", "--size", std::to_string(kPuppetSize)}));
        const auto mouth = mouthOpenings(movieFrames(movie, kPuppetSize));
        const auto match = audio::matchTracks(mouth, loudnessOf(sound), kPuppetMaxLag);
        std::printf("%-12s %.2f at %+d frames\n", voice.name.c_str(), match.correlation, match.lag);
        CHECK(match.correlation > 0.6);
        CHECK(std::abs(match.lag) <= 1);
        sum += match.correlation;
    }
    CHECK(sum / static_cast<double>(kLipVoices.size()) > 0.7);
}

TEST_CASE("Puppet: in silence the mouth is shut and still", "[e2e][lips]")
{
    if (!hasGear({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    runCliJson(words(folder / "a.mp4", {"--seconds", "6", "--size", "192", "--head-motion", "0",
                                        "--blinks", "0", "--prompt", "woman, light skin"}));
    const auto frames = movieFrames(folder / "a.mp4", kPuppetSize);
    REQUIRE(frames.size() == 150);
    // Not by mouthOpenings, whose unit is the widest opening: here there must be none.
    const auto darkest = [](const Picture& picture) {
        int least = 765;
        for (int y = 108; y < 136; ++y)
            for (int x = 86; x < 106; ++x) {
                const auto at = static_cast<std::size_t>(3 * (y * kPuppetSize + x));
                least =
                    std::min(least, picture.rgb[at] + picture.rgb[at + 1] + picture.rgb[at + 2]);
            }
        return least;
    };
    const int still = darkest(frames.front());
    for (const Picture& frame : frames)
        CHECK(std::abs(darkest(frame) - still) < 60); // of 765; the dark inside would be 200
}

TEST_CASE("Puppet: everything says that it is drawn", "[e2e]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    const auto figures = runCliJson(words(folder / "a.mp4", {"--seconds", "1", "--size", "256"}));
    CHECK(figures.at("model") == "puppet");
    CHECK(figures.at("origin") == "drawn, not generated");
    CHECK(figures.at("frames") == 25);
    CHECK(figures.at("stage_ms").at("draw") > 0.0);
    CHECK(figures.at("stage_ms").at("denoise") == 0.0);
    CHECK(figures.at("kv_bytes") == 0);
    const ProbedMovie movie = probeMovie(folder / "a.mp4");
    CHECK(movie.width == 256);
    CHECK(metadataOf(folder / "a.mp4").find("Drawn, not generated") != std::string::npos);
    const ProgramEnd spoken = runCli(words(folder / "b.mp4", {"--seconds", "0.2"}));
    CHECK(spoken.exitCode == 0);
    CHECK(spoken.out.find("drawn, not generated") != std::string::npos);
}

TEST_CASE("Puppet: a reference picture is refused with what to do instead", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    const ProgramEnd end =
        runCli(words(folder / "a.mp4", {"--seconds", "1", "--image", facePath("ada")}));
    CHECK(end.exitCode == 1);
    CHECK(end.err.find("cannot use a reference picture") != std::string::npos);
    CHECK(end.err.find("model pocket") != std::string::npos);
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
}

TEST_CASE("Puppet: its own liveliness unless another is given", "[e2e]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    runCliJson(words(folder / "own.mp4", {"--seconds", "0.2"}));
    runCliJson(words(folder / "given.mp4", {"--seconds", "0.2", "--head-motion", "0.06"}));
    CHECK(metadataOf(folder / "own.mp4").find("headMotion = 0.5") != std::string::npos);
    CHECK(metadataOf(folder / "given.mp4").find("headMotion = 0.06") != std::string::npos);
}

TEST_CASE("Puppet: the forecast is what a run then holds, and a bench runs", "[e2e]")
{
    const auto forecast = runCliJson({"dump-ledger", "--model", "puppet", "--seconds", "2"});
    const auto measured =
        runCliJson({"dump-ledger", "--model", "puppet", "--seconds", "2", "--measure"});
    REQUIRE(forecast.at("entries").size() == measured.at("entries").size());
    for (std::size_t i = 0; i < forecast.at("entries").size(); ++i)
        CHECK(forecast.at("entries")[i].at("predicted_bytes") ==
              measured.at("entries")[i].at("measured_bytes"));
    const auto figures = runCliJson(
        {"bench", "--model", "puppet", "--seconds", "2", "--repeats", "1", "--size", "192"});
    CHECK(figures.at("frames") == 50);
    CHECK(figures.at("config").at("headMotion") == "0.5");
}
