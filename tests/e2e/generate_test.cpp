#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace imprint::test;

namespace {

const std::vector<std::string> kPerson{"--prompt", "red curly hair, round glasses, night sky"};

nlohmann::json generate(const std::string& path, std::vector<std::string> more)
{
    std::vector<std::string> arguments{"generate", "--seconds", "2", "--out", path};
    arguments.insert(arguments.end(), kPerson.begin(), kPerson.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCliJson(arguments);
}

} // namespace

TEST_CASE("Generate: the same seed gives the same frames, another seed others", "[e2e]")
{
    const TemporaryFolder folder;
    const auto made = [&](const std::string& name, const std::string& seed) {
        return generate(folder / name, {"--seed", seed}).at("digest");
    };
    const auto first = made("a.mp4", "1");
    CHECK(made("b.mp4", "1") == first);
    CHECK(made("c.mp4", "2") != first);
}

TEST_CASE("Generate: --json states every figure, and the KV cache is as large as predicted",
          "[e2e]")
{
    const TemporaryFolder folder;
    const std::string policy = GENERATE("sink-window", "growing");
    const auto figures = generate(folder / "a.mp4", {"--seed", "7", "--kv-policy", policy});
    for (const char* key : {"model", "seed", "frames", "seconds", "wall_s", "fps_end_to_end",
                            "load_s", "first_frame_ms", "peak_rss_mb", "kv_bytes",
                            "kv_bytes_predicted", "stage_ms", "dropped", "digest", "out"})
        CHECK(figures.contains(key));
    for (const char* stage : {"features", "denoise", "context", "decode", "encode"})
        CHECK(figures.at("stage_ms").at(stage) > 0.0);
    CHECK(figures.at("model") == "pocket");
    CHECK(figures.at("seed") == 7);
    CHECK(figures.at("frames") == 50);
    CHECK(figures.at("seconds") == 2.0);
    CHECK(figures.at("dropped") == 0);
    CHECK(figures.at("kv_bytes") > 0);
    CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    // Ten and three times what an idle machine measures: a busy one may take that long.
    CHECK(figures.at("load_s") < 3.0);
    CHECK(figures.at("first_frame_ms") < 2100.0);
}

TEST_CASE("Generate: a photograph is used, and its user told that Pocket hardly moves it", "[e2e]")
{
    const TemporaryFolder folder;
    const auto warned = [&](const std::string& picture) {
        const ProgramEnd end =
            runCli({"generate", "--seconds", "1", "--image", picture, "--out", folder / "a.mp4"});
        REQUIRE(end.exitCode == 0);
        return end.err.find("looks like a photograph") != std::string::npos;
    };
    CHECK(warned(IMPRINT_SOURCE_DIR "/tests/data/pictures/portrait.jpg"));
    CHECK_FALSE(warned(facePath("ada")));
}

TEST_CASE("Generate: --size and --sway change the picture, .mkv the container", "[e2e]")
{
    if (!hasGear({"ffprobe", "ffmpeg"}))
        return;
    const TemporaryFolder folder;
    const auto figures = generate(folder / "a.mkv", {"--size", "384", "--sway"});
    CHECK(figures.at("frames") == 50);
    const ProbedMovie movie = probeMovie(folder / "a.mkv");
    CHECK(movie.frames == 50);
    CHECK(movie.width == 384);
    CHECK(movie.height == 384);
    // Matroska knows no time before 0: the pictures wait for the sound's lead-in.
    CHECK(movie.audioStart == 0);
    CHECK(movie.videoStart == Approx(0).margin(kPrimingSeconds));
    CHECK(movie.videoSeconds == Approx(2.0).margin(kPrimingSeconds));

    const auto still = generate(folder / "still.mkv", {"--size", "384"});
    CHECK(still.at("digest") == figures.at("digest")); // of what the model made, before the camera
    CHECK(frameHashes(folder / "still.mkv") != frameHashes(folder / "a.mkv"));
}

TEST_CASE("Generate: a file that is there already is left alone", "[e2e]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "a.mp4", "mine");
    const auto figures = generate(folder / "a.mp4", {});
    CHECK(figures.at("out") == folder / "a (2).mp4");
    CHECK(readBytes(folder / "a.mp4") == "mine");
    CHECK(std::filesystem::file_size(folder / "a (2).mp4") > 1000);
}

TEST_CASE("Generate: words of the prompt without effect are named, and do no harm", "[e2e]")
{
    const TemporaryFolder folder;
    const ProgramEnd end = runCli(
        {"generate", "--prompt", "xyzzy, red hair", "--seconds", "0.2", "--out", folder / "a.mp4"});
    CHECK(end.exitCode == 0);
    CHECK(end.err.find("xyzzy") != std::string::npos);
    CHECK(end.err.find("red") == std::string::npos);
}
