#include "audio/realtime/engine_feed.h"

#include "tests/audio/wav_file.h"
#include "tests/support/signals.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace imprint;
using namespace imprint::audio;

TEST_CASE("EngineFeed: sample n of the engine is sample 3 n of the microphone", "[audio][realtime]")
{
    const auto live = test::makeChirp(48000, 4, 100, 3000);
    EngineFeed feed;
    std::vector<float> engine;
    std::size_t at = 0;
    for (std::size_t size = 1; at < live.size(); size = size * 7 % 1009) { // pieces of any size
        const std::size_t count = std::min(size, live.size() - at);
        const AudioBlock block = feed.take(std::span(live).subspan(at, count));
        REQUIRE(block.firstSample == static_cast<std::int64_t>(engine.size()));
        engine.insert(engine.end(), block.samples.begin(), block.samples.end());
        at += count;
    }
    const auto expected = test::makeChirp(16000, 4, 100, 3000);
    const auto best = test::findLag(expected, engine, 8);
    CHECK(best.lag == 0);
    CHECK(best.correlation > 0.9999);
}

TEST_CASE("EngineFeed: over time there is a third of the samples, never later than 2 ms",
          "[audio][realtime]")
{
    EngineFeed feed;
    const std::vector<float> piece(480, 0.1F);
    std::int64_t made = 0;
    std::int64_t mostMissing = 0;
    std::int64_t leastMissing = 480;
    constexpr std::int64_t kPieces = 60'000; // ten minutes
    for (std::int64_t i = 1; i <= kPieces; ++i) {
        made += static_cast<std::int64_t>(feed.take(piece).samples.size());
        const std::int64_t missing = i * 160 - made;
        mostMissing = std::max(mostMissing, missing);
        leastMissing = std::min(leastMissing, missing);
    }
    CHECK(leastMissing >= 0);
    CHECK(mostMissing <= 32);
    CHECK(mostMissing - leastMissing <= 1);
}
