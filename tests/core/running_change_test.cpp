#include "engine/core/running_change.h"

#include <catch2/catch.hpp>

using namespace imprint;

TEST_CASE("RunningChange: ISPA, words and motion can change while a session runs", "[core]")
{
    const SessionConfig running;
    SessionConfig wished = running;
    wished.prompt = "a pirate";
    wished.ispaLayers = 3;
    wished.ispaWarmup = 40;
    wished.ispaSinkFrames = 2;
    wished.ispaWindowFrames = 4;
    wished.nods = 0.5;
    CHECK(canChangeWhileRunning(running, wished));
    CHECK(changeableWhileRunning(running, wished) == wished);
}

TEST_CASE("RunningChange: what the cache is built on cannot", "[core]")
{
    const SessionConfig running;
    const auto fixed = [&](auto change) {
        SessionConfig wished = running;
        change(wished);
        wished.ispaLayers = 2;
        CHECK_FALSE(canChangeWhileRunning(running, wished));
        SessionConfig expected = running;
        expected.ispaLayers = 2;
        CHECK(changeableWhileRunning(running, wished) == expected);
    };
    fixed([](SessionConfig& c) { c.seed = 7; });
    fixed([](SessionConfig& c) { c.blockLatents = 2; });
    fixed([](SessionConfig& c) { c.identityFrom = IdentityFrom::History; });
    fixed([](SessionConfig& c) { c.kvPolicy = CacheKind::Growing; });
    fixed([](SessionConfig& c) { c.kvSinkFrames = 2; });
    fixed([](SessionConfig& c) { c.kvWindowFrames = 9; });
    fixed([](SessionConfig& c) { c.kvBits = KvBits::Four; });
    fixed([](SessionConfig& c) { c.kvEvict = KvEvict::H2o; });
    fixed([](SessionConfig& c) { c.kvEvictFrames = 3; });
    fixed([](SessionConfig& c) { c.fCap = 20; });
}
