#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint::test;

namespace {

void liveTake(const std::string& voice, const std::string& folder)
{
    const ProgramEnd end =
        runCli({"live", "--audio", voice, "--take", folder, "--prompt", "old man, grey beard",
                "--seed", "11", "--engine", "here", "--json"});
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
}

} // namespace

TEST_CASE("Take: a live run is rendered again bit for bit, or with other settings", "[e2e]")
{
    if (!hasGear({"espeak-ng", "ffprobe"}))
        return;
    const TemporaryFolder folder;
    speak({.name = "en", .text = "One, two, three, here I am."}, folder / "voice.wav");
    liveTake(folder / "voice.wav", folder / "take");
    const auto again =
        runCliJson({"generate", "--replay", folder / "take", "--out", folder / "a.mkv"});
    const auto& replay = again.at("replay");
    CHECK(replay.at("as_it_was") == true);
    CHECK(replay.at("sessions") == 1);
    CHECK(replay.at("blocks") >= 3); // a machine that is busy skips some of the eight or more
    CHECK(replay.at("equal") == replay.at("blocks"));
    CHECK(again.at("seed") == 11);
    CHECK(again.at("stage_ms").at("denoise") > 0.0);
    const ProbedMovie movie = probeMovie(folder / "a.mkv");
    CHECK(movie.frames == again.at("frames"));
    CHECK(movie.audioSeconds == Approx(movie.videoSeconds).margin(0.1));

    // The same voice with more steps: not what was seen, and as long.
    const auto better = runCliJson(
        {"generate", "--replay", folder / "take", "--steps", "3", "--out", folder / "b.mkv"});
    CHECK(better.at("replay").at("as_it_was") == false);
    CHECK(better.at("replay").at("blocks") == 0);
    CHECK(better.at("frames") == again.at("frames"));

    // A take is never written over.
    liveTake(folder / "voice.wav", folder / "take");
    CHECK(std::filesystem::exists(folder / "take (2)/take.jsonl"));
}

TEST_CASE("Take: what is no take is refused by its name, and what contradicts it", "[e2e]")
{
    const TemporaryFolder folder;
    const ProgramEnd none =
        runCli({"generate", "--replay", folder / "none", "--out", folder / "a.mkv"});
    CHECK(none.exitCode == 1);
    CHECK(none.err.find(folder / "none") != std::string::npos);
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--audio", "x.wav"},
                                                 {"--image", "x.png"},
                                                 {"--persona-in", "x"},
                                                 {"--fit-memory", "40"},
                                                 {"--ispa-layers", "auto"}}) {
        std::vector<std::string> words{"generate", "--replay", folder.path()};
        words.insert(words.end(), more.begin(), more.end());
        CHECK(runCli(words).exitCode == 2);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "a.mkv"));
}
