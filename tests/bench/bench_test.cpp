#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdio>

using namespace imprint::test;

TEST_CASE("bench: measures and gives the figures of `generate`, on stdout and in a file", "[bench]")
{
    const TemporaryFolder folder;
    const auto figures =
        runCliJson({"bench", "--seconds", "5", "--repeats", "1", "--out", folder / "figures.json"});
    for (const char* key :
         {"model", "seed", "frames", "seconds", "wall_s", "fps_end_to_end", "fps_end_to_end_min",
          "fps_end_to_end_max", "load_s", "first_frame_ms", "peak_rss_mb", "kv_bytes",
          "kv_bytes_predicted", "dropped", "out", "cores", "device", "config", "repeats"})
        CHECK(figures.contains(key));
    for (const char* stage : {"features", "denoise", "context", "decode", "encode"})
        CHECK(figures.at("stage_ms").at(stage) > 0.0);
    CHECK(figures.at("frames") == 125);
    CHECK(figures.at("runs").size() == 1);
    CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    CHECK(nlohmann::json::parse(readBytes(folder / "figures.json")) == figures);
    std::printf("%.1f frames/s end to end on %d cores\n",
                figures.at("fps_end_to_end").get<double>(), figures.at("cores").get<int>());
}

TEST_CASE("bench attention: prints what it measured of the layer, and writes it down", "[bench]")
{
    const TemporaryFolder folder;
    const std::string file = folder / "attention.json";
    const ProgramEnd end = runCli({"bench", "attention", "--shape", "pocket", "--seconds", "8",
                                   "--repeats", "1", "--json", file});
    REQUIRE(end.exitCode == 0);
    CHECK(end.out.find("3 of 3 heads and 192 of 192 query rows") != std::string::npos);
    CHECK(end.out.find("full: all 50 frames") != std::string::npos);
    const auto figures = nlohmann::json::parse(readBytes(file));
    CHECK(figures.at("shape") == "pocket");
    CHECK(figures.at("context_frames") == 50);
    CHECK(figures.at("local_frames") == 7);
    CHECK(figures.at("largest_difference") < 1e-4);
    std::printf("local %.3f, warm-up %.3f of full attention\n",
                figures.at("local_to_full").get<double>(),
                figures.at("warm_up_to_full").get<double>());
}

TEST_CASE("bench attention: wrong use is named", "[bench]")
{
    const ProgramEnd shape = runCli({"bench", "attention", "--shape", "wan-7b"});
    CHECK(shape.exitCode == 2);
    CHECK(shape.err.find("pocket, wan-1.3b, wan-14b") != std::string::npos);
    const ProgramEnd heads = runCli({"bench", "attention", "--heads", "9"});
    CHECK(heads.exitCode == 2);
    CHECK(heads.err.find("number of heads") != std::string::npos);
}
