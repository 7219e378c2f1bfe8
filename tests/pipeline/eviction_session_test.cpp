#include "tests/support/torch_test.h"

#include "engine/pipeline/eviction_choice.h"
#include "engine/pipeline/pocket_forecast.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kVideoFrames = 49; // 13 latent frames

SessionConfig evicting(KvEvict rule, double frames)
{
    SessionConfig config = quickConfig();
    config.kvEvict = rule;
    config.kvEvictFrames = frames;
    config.kvWindowFrames = 3;
    return config;
}

at::Tensor pictures(const SessionConfig& config)
{
    return picturesOf(runSession(config, {wholeSound(humming(kVideoFrames * 640))}));
}

CaughtError openError(const SessionConfig& config)
{
    return errorOf([&] { openPocketSession(pocket(), {.config = config}); });
}

} // namespace

TEST_CASE("Eviction session: with a budget for everything the pictures are the full cache's",
          "[pipeline][evict]")
{
    SessionConfig full = quickConfig();
    full.kvPolicy = CacheKind::Growing;
    const at::Tensor expected = pictures(full);
    for (const KvEvict rule : {KvEvict::H2o, KvEvict::Uniform}) {
        CAPTURE(enumName(rule));
        CHECK(at::equal(pictures(evicting(rule, 13)), expected));
    }
}

TEST_CASE("Eviction session: every frame comes, and the same seed gives the same pictures",
          "[pipeline][evict]")
{
    const KvEvict rule = GENERATE(KvEvict::SnapKv, KvEvict::Random);
    CAPTURE(enumName(rule));
    const at::Tensor once = pictures(evicting(rule, 9));
    REQUIRE(once.size(0) == kVideoFrames);
    CHECK(at::equal(pictures(evicting(rule, 9)), once));
    CHECK_FALSE(at::equal(pictures(evicting(rule, 13)), once));
}

TEST_CASE("Eviction session: memory is constant, as forecast, and that of as many frames",
          "[pipeline][evict]")
{
    const SessionConfig config = evicting(KvEvict::SnapKv, 7.5);
    const auto session = openPocketSession(pocket(), {.config = config});
    session->pushAudio(wholeSound(humming(kVideoFrames * 640)));
    session->finishAudio();
    const KvShape shape = pocket()->generator.kvShape();
    const std::int64_t tokens = 7 * 64 + 32;
    const std::int64_t bytes = 6 * tokens * shape.heads * (2 * 64 * 4 + 8);
    const auto forecast = forecastPocketLedger(*pocket(), config, 1.96);
    CHECK(forecast.predictedBytes(MemoryConsumer::KvCache) == bytes);
    while (session->nextFrame()) {
        REQUIRE(session->ledger().measuredBytes(MemoryConsumer::KvCache) == bytes);
        REQUIRE(session->ledger().predictedBytes(MemoryConsumer::KvCache) == bytes);
    }
    CHECK(static_cast<double>(bytes) ==
          Approx(6 * 7.5 * static_cast<double>(shape.bytesPerFrame())).epsilon(0.016));
}

TEST_CASE("Eviction session: what contradicts it is refused when the session opens",
          "[pipeline][evict]")
{
    const SessionConfig good = evicting(KvEvict::H2o, 12);
    SessionConfig ispa = good;
    ispa.ispaLayers = 2;
    SessionConfig bits = good;
    bits.kvBits = KvBits::Eight;
    SessionConfig small = good;
    small.kvEvictFrames = 6.9; // one sink, three of window, three of block
    for (const SessionConfig& config : {ispa, bits, small})
        CHECK(openError(config).code == ErrorCode::BadConfig);
    CHECK(openError(ispa).names("'kvEvict' is h2o"));
    CHECK(openError(small).names("442 tokens"));
    CHECK_FALSE(openError(good).code.has_value());
}

TEST_CASE("Eviction choice: equal bytes are what the layers of ISPA hold on average",
          "[pipeline][evict]")
{
    const auto frames = [](std::int64_t local, double full) {
        return equalBytesFrames(
            {.layers = 6, .localLayers = local, .fullFrames = full, .localFrames = 7});
    };
    CHECK(frames(0, 60) == Approx(60));
    CHECK(frames(3, 60) == Approx(33.5));
    CHECK(frames(6, 60) == Approx(7));
    CHECK(frames(2, 7) == Approx(7));
    CHECK_FALSE(evictionSettings(SessionConfig{}, pocket()->config()).has_value());
}
