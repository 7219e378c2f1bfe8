#include "audio/realtime/engine_feed.h"

#include "tests/audio/wav_file.h"
#include "tests/support/signals.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace imprint;
using namespace imprint::audio;

TEST_CASE("EngineFeed: the engine hears the microphone a millisecond late", "[audio][realtime]")
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
    const auto best = test::findLag(expected, engine, 32);
    CHECK(best.lag == EngineFeed::kLate);
    CHECK(best.correlation > 0.9999);
}

TEST_CASE("EngineFeed: each piece gives its third at once, for ten minutes", "[audio][realtime]")
{
    EngineFeed feed;
    const std::vector<float> piece(480, 0.1F);
    constexpr std::int64_t kPieces = 60'000;
    std::int64_t wrong = 0;
    for (std::int64_t i = 0; i < kPieces; ++i) {
        const AudioBlock block = feed.take(piece);
        wrong += block.firstSample == i * 160 && block.samples.size() == 160 ? 0 : 1;
    }
    CHECK(wrong == 0);
}
