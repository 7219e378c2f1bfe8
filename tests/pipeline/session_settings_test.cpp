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
