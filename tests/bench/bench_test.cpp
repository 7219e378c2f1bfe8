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
