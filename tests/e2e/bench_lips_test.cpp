#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/lip_voices.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace imprint::test;

namespace {

double lagOf(const nlohmann::json& figures)
{
    CAPTURE(figures.dump());
    REQUIRE(figures.at("lip_lag_ms").is_number());
    return figures.at("lip_lag_ms");
}

} // namespace

TEST_CASE("Bench lips: lags planted into a produced video are found", "[e2e][lips]")
{
    if (!hasGear({"espeak-ng", "ffmpeg", "ffprobe"}))
        return;
    const TemporaryFolder folder;
    const std::string voice = folder / "voice.wav";
    const std::string other = folder / "other.wav";
    const std::string take = folder / "take.mp4";
    speak(kLipVoices[0], voice);
    speak(kLipVoices[2], other);
    runCliJson({"generate", "--audio", voice, "--image", facePath("ada"), "--out", take});

    const auto right = runCliJson({"bench", "lips", take});
    CHECK(right.at("lip_correlation") > 0.5);
    CHECK(std::abs(lagOf(right)) <= 60);
    for (const double seconds : {0.2, 0.32}) {
        const std::string late = folder / "late.mp4";
        runFfmpeg({"-itsoffset", std::to_string(seconds), "-i", take, "-i", take, "-map", "0:v",
                   "-map", "1:a", "-c", "copy", late});
        CHECK(std::abs(lagOf(runCliJson({"bench", "lips", late})) - lagOf(right) - 1000 * seconds) <
              15);
        const std::string early = folder / "early.mp4";
        runFfmpeg({"-i", take, "-itsoffset", std::to_string(seconds), "-i", take, "-map", "0:v",
                   "-map", "1:a", "-c", "copy", early});
        CHECK(std::abs(lagOf(runCliJson({"bench", "lips", early})) - lagOf(right) +
                       1000 * seconds) < 15);
    }

    const std::string silent = folder / "silent.mp4";
    runFfmpeg({"-i", take, "-an", "-c", "copy", silent});
    const auto beside = runCliJson({"bench", "lips", silent, "--audio", voice});
    CHECK(std::abs(lagOf(beside) - lagOf(right)) < 15);
    const auto wrong = runCliJson({"bench", "lips", silent, "--audio", other});
    CHECK(wrong.at("lip_correlation") < right.at("lip_correlation").get<double>() - 0.2);
    const ProgramEnd soundless = runCli({"bench", "lips", silent});
    CHECK(soundless.exitCode == 1);
    CHECK(soundless.err.find("no sound track") != std::string::npos);
    CHECK(runCli({"bench", "lips", voice}).err.find("has no pictures") != std::string::npos);
}
