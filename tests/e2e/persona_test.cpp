#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace imprint::test;

namespace {

std::vector<std::string> generate(const std::string& out, std::vector<std::string> more)
{
    std::vector<std::string> words{"generate", "--steps", "1", "--size", "192", "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

} // namespace

TEST_CASE("Persona: what one run learnt another begins with, by command line", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string persona = folder / "anna.persona";
    const auto learnt =
        runCliJson(generate(folder / "a.mp4", {"--seconds", "3", "--ispa-layers", "3", "--prompt",
                                               "red hair", "--persona-out", persona}));
    CHECK(learnt.at("persona") == persona);
    CHECK(learnt.at("ispa").at("layers") == 3);
    CHECK(learnt.at("ispa").at("absorptions") == 1);
    CHECK(learnt.at("ispa").at("transition_ms") > 0.0);
    CHECK(std::filesystem::file_size(persona) < 5000000);

    // Shorter than a warm-up: local from the start, or not at all. Its settings come with the file.
    const auto again = runCliJson({"generate", "--size", "192", "--seconds", "0.5", "--persona-in",
                                   persona, "--out", folder / "b.mp4"});
    CHECK(again.at("ispa").at("layers") == 3);
    CHECK(again.at("kv_bytes") < learnt.at("kv_bytes").get<double>() + 1);
    CHECK(again.at("kv_bytes") == again.at("kv_bytes_predicted"));

    // A second one never overwrites the first.
    const auto second = runCliJson(generate(
        folder / "c.mp4", {"--seconds", "3", "--ispa-layers", "2", "--persona-out", persona}));
    CHECK(second.at("persona") == folder / "anna (2).persona");
}

TEST_CASE("Persona: a file that does not fit, or is none, is one line and no video", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string persona = folder / "p.persona";
    runCliJson(generate(folder / "a.mp4",
                        {"--seconds", "3", "--ispa-layers", "3", "--persona-out", persona}));
    const auto fails = [&](std::vector<std::string> more, const std::string& reason,
                           int exitCode = 1) {
        more.insert(more.end(), {"--seconds", "3"});
        const ProgramEnd end = runCli(generate(folder / "no.mp4", std::move(more)));
        CAPTURE(end.err);
        CHECK(end.exitCode == exitCode);
        CHECK(end.err.find(reason) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(folder / "no.mp4"));
    };
    fails({"--persona-in", persona, "--ispa-layers", "2"}, "'ispaLayers' is 3 there and 2 here");
    fails({"--persona-in", persona, "--image", facePath("ada")}, "picture", 2);
    writeBytes(folder / "noise", "not a persona");
    fails({"--persona-in", folder / "noise"}, "noise");
    truncateInto(persona, folder / "half", 0.5);
    fails({"--persona-in", folder / "half"}, "half");
    fails({"--persona-in", folder / "none"}, "none");
    // Too short to learn anything: the video is kept, the persona is not made.
    const ProgramEnd early =
        runCli(generate(folder / "short.mp4", {"--seconds", "0.5", "--ispa-layers", "3",
                                               "--persona-out", folder / "early"}));
    CHECK(early.exitCode == 1);
    CHECK(early.err.find("yet") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "short.mp4"));
    CHECK_FALSE(std::filesystem::exists(folder / "early"));
}
