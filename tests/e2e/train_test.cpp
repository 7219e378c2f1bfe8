#include "tests/e2e/imprint_cli.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

ProgramEnd runTrain(std::vector<std::string> words)
{
    words.insert(words.begin(), IMPRINT_TRAIN);
    return runCaptured(words, cliEnvironment());
}

/// A training so short that it learns nothing, but all of it.
ProgramEnd trainStage(const std::string& stage, const std::string& folder,
                      std::vector<std::string> more)
{
    std::vector<std::string> words{stage, "--out", folder};
    words.insert(words.end(), more.begin(), more.end());
    return runTrain(words);
}

void mustFail(const ProgramEnd& end, int exitCode, const std::string& named)
{
    INFO(end.err);
    CHECK(end.exitCode == exitCode);
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    CHECK(end.err.starts_with("imprint-train: "));
    CHECK(end.err.find(named) != std::string::npos);
}

} // namespace

TEST_CASE("Training: from nothing to a model that speaks", "[e2e][train]")
{
    if (!hasGear({"espeak-ng", "ffprobe"}))
        return;
    const TemporaryFolder folder;
    const std::string training = folder / "training";
    for (const auto& [stage, more] :
         {std::pair<std::string, std::vector<std::string>>{"speech", {"--utterances", "40"}},
          {"audio", {"--steps", "3"}},
          {"warp", {"--steps", "2"}},
          {"dit", {"--steps", "2", "--clips", "2"}},
          {"face", {"--steps", "2"}},
          {"codec", {"--steps", "2", "--generated", "1"}},
          {"export", {"--version", "7"}}}) {
        const ProgramEnd end = trainStage(stage, training, more);
        INFO(stage << ": " << end.err);
        REQUIRE(end.exitCode == 0);
    }
    CHECK(fs::file_size(training + "/generator.png") > 1000); // its curves
    REQUIRE(trainStage("render", training, {"--people", "3", "--strips", "1"}).exitCode == 0);
    CHECK(fs::file_size(training + "/pictures/people.png") > 1000);
    std::ifstream truth(training + "/pictures/clip-1.csv");
    CHECK(std::count(std::istreambuf_iterator<char>(truth), {}, '\n') == 1 + 37); // frames 0 … 36

    // Every stage is done once.
    const auto written = fs::last_write_time(training + "/generator.safetensors");
    CHECK(trainStage("dit", training, {"--steps", "2"}).exitCode == 0);
    CHECK(fs::last_write_time(training + "/generator.safetensors") == written);

    const auto figures = runCliJson({"generate", "--model", training + "/model", "--seconds", "1",
                                     "--out", folder / "made.mp4"});
    CHECK(figures.at("frames") == 25);
    const ProbedMovie movie = probeMovie(folder / "made.mp4");
    CHECK(movie.frames == 25);
    std::ifstream manifest(training + "/model/manifest.json");
    const auto json = nlohmann::json::parse(manifest);
    CHECK(json.at("version") == 7);
    for (const auto& [name, file] : json.at("files").items()) {
        CHECK(file.at("bytes") == fs::file_size(training + "/model/" + name));
        CHECK(file.at("sha256").get<std::string>().size() == 64);
    }
}

TEST_CASE("Training: Ctrl-C leaves a checkpoint, and the same command goes on from it",
          "[e2e][train]")
{
    const TemporaryFolder folder;
    const auto command = [&](const char* steps) {
        return std::vector<std::string>{"warp", "--out",   folder.path(), "--seed",
                                        "5",    "--steps", steps};
    };
    std::vector<std::string> words = command("100000");
    words.insert(words.begin(), IMPRINT_TRAIN);
    ChildProcess program(words, cliEnvironment());
    REQUIRE(program.waitForLine([](const std::string& line) { return line.starts_with("warp"); }));
    program.send(SIGINT);
    const ProgramEnd end = program.wait();
    CHECK(end.signal == 0);
    mustFail(end, 1, "100000");
    CHECK_FALSE(fs::exists(folder / "warp.safetensors"));
    CHECK(fs::exists(folder / "warp.checkpoint.safetensors"));
    // What would go on is that training: another one is refused.
    mustFail(runTrain(command("9")), 2, "100000 steps");
}

TEST_CASE("Training: bad input is named, and nothing is trained", "[e2e][train]")
{
    const TemporaryFolder folder;
    mustFail(runTrain({}), 2, "subcommand");
    mustFail(runTrain({"all", "--budget", "soon"}), 2, "'soon'");
    mustFail(runTrain({"all", "--budget", "-3h"}), 2, "'-3h'");
    mustFail(runTrain({"all", "--out", folder / "none"}), 2, "--budget");
    mustFail(runTrain({"audio", "--seed", "one"}), 2, "one");
    mustFail(runTrain({"audio", "--steps", "1", "--device", "cuda:99"}), 1, "'cuda:99'");
    mustFail(runTrain({"audio", "--steps", "1", "--device", "abacus"}), 2, "'abacus'");
    mustFail(runTrain({"export", "--out", folder / "none"}), 1, "generator.safetensors");
    mustFail(runTrain({"warp", "--steps", "1", "--config", "nobody", "--out", folder / "none"}), 1,
             "pocket");
    mustFail(trainStage("dit", folder / "none", {"--steps", "1"}), 1, "imprint-train audio");
    CHECK_FALSE(fs::exists(folder / "none")); // found before any work
    std::ofstream(folder / "speech.safetensors") << "no speech at all";
    mustFail(trainStage("audio", folder.path(), {"--steps", "1"}), 1, "speech.safetensors");
    mustFail(runTrain({"codec", "--config", folder / "nowhere", "--out", folder / "file/below",
                       "--steps", "1"}),
             1, "nowhere");
}
