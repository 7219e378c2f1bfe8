#include "engine/pipeline/session_settings.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("SessionSettings: a change holds from the block that it names", "[pipeline]")
{
    SessionConfig config;
    SessionSettings settings(config);
    CHECK(settings.takeForNextBlock().first == 0);
    CHECK(settings.takeForNextBlock().first == 1);
    config.prompt = "a pirate";
    CHECK(settings.change(config) == 2);
    config.prompt = "a queen"; // before the block began: the last one counts
    CHECK(settings.change(config) == 2);
    const auto [block, taken] = settings.takeForNextBlock();
    CHECK(block == 2);
    CHECK(taken->prompt == "a queen");
    CHECK(settings.takeForNextBlock().first == 3);
}

TEST_CASE("SessionSettings: a refused change changes nothing", "[pipeline]")
{
    SessionConfig config;
    SessionSettings settings(config);
    config.prompt = "a pirate";
    config.seed = 1;
    const CaughtError error = errorOf([&] { settings.change(config); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("cannot change in a running session"));
    config.seed = 0;
    config.shift = 100;
    CHECK(errorOf([&] { settings.change(config); }).code == ErrorCode::BadConfig);
    CHECK(*settings.takeForNextBlock().second == SessionConfig{});
}

TEST_CASE("SessionSettings: a block keeps the settings that it took", "[pipeline]")
{
    SessionConfig config;
    SessionSettings settings(config);
    const auto taken = settings.takeForNextBlock().second;
    config.steps = 7;
    settings.change(config);
    CHECK(taken->steps == SessionConfig{}.steps);
}

TEST_CASE("SessionSettings: a script changes the block of each frame as update() did", "[pipeline]")
{
    const VideoRhythm rhythm = GENERATE(VideoRhythm{1, 1, 25}, VideoRhythm{1, 4, 25},
                                        VideoRhythm{1, 12, 25}, VideoRhythm{9, 12, 16});
    const SessionConfig first{.prompt = "a pirate"};
    const std::vector<SettingsChange> script = {{.frame = 0, .config = {.prompt = "a queen"}},
                                                {.frame = 5, .config = {.prompt = "a clown"}},
                                                {.frame = 5, .config = {.prompt = "a king"}},
                                                {.frame = 13, .config = {.steps = 3}}};
    SessionSettings settings(first, script, rhythm);
    SessionSettings changed(first); // by hand, at the blocks that show these frames
    for (std::int64_t block = 0; block < 15; ++block) {
        const std::int64_t still = rhythm.firstBlockFrames;
        const std::int64_t begin = block == 0 ? 0 : still + (block - 1) * rhythm.blockFrames;
        const std::int64_t end = still + block * rhythm.blockFrames;
        for (const SettingsChange& change : script)
            if (begin <= change.frame && change.frame < end)
                CHECK(changed.change(change.config) == block);
        const auto expected = changed.takeForNextBlock();
        const auto taken = settings.takeForNextBlock();
        CHECK(taken.first == block);
        CHECK(*taken.second == *expected.second);
    }
}

TEST_CASE("SessionSettings: a script that cannot be followed is refused at once", "[pipeline]")
{
    const auto refusal = [](const std::vector<SettingsChange>& script) {
        return errorOf([&] { SessionSettings(SessionConfig{}, script, {1, 4, 25}); });
    };
    CHECK_FALSE(refusal({{.frame = 1, .config = {}}, {.frame = 1, .config = {}}}).code);
    CHECK(refusal({{.frame = 2, .config = {}}, {.frame = 1, .config = {}}}).code ==
          ErrorCode::BadConfig);
    CHECK(refusal({{.frame = -1, .config = {}}}).code == ErrorCode::BadConfig);
    CHECK(refusal({{.frame = 1, .config = {.seed = 1}}}).code == ErrorCode::BadConfig);
    CHECK(refusal({{.frame = 1, .config = {.steps = 99}}}).code == ErrorCode::BadConfig);
}
