#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_forecast.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

// 64 tokens of 192 values, keys and values, fp32, in each of six layers
constexpr std::int64_t kBytesPerFrame = 6 * 2 * 64 * 192 * 4;

/// KV bytes measured after each block of a run by hand of the session's reader.
struct MemoryRun {
    std::vector<std::int64_t> kvBytes; // whenever a frame was read
    Ledger last;
    SessionStats stats;
};

MemoryRun run(const SessionConfig& config, std::int64_t videoFrames)
{
    const auto session = openPocketSession(pocket(), {.config = config});
    session->pushAudio(wholeSound(humming(videoFrames * 640)));
    session->finishAudio();
    MemoryRun result;
    while (session->nextFrame()) {
        const Ledger ledger = session->ledger();
        REQUIRE(ledger.measuredBytes(MemoryConsumer::KvCache) ==
                ledger.predictedBytes(MemoryConsumer::KvCache));
        result.kvBytes.push_back(ledger.measuredBytes(MemoryConsumer::KvCache));
    }
    result.last = session->ledger();
    result.stats = session->stats();
    return result;
}

} // namespace

TEST_CASE("SessionMemory: the default cache has its size from the start and keeps it",
          "[pipeline][ledger]")
{
    const MemoryRun measured = run(quickConfig(), 61);
    for (const std::int64_t bytes : measured.kvBytes)
        REQUIRE(bytes == (1 + 6 + 3) * kBytesPerFrame);
    CHECK(measured.stats.blocks == 6);
    CHECK(measured.stats.frames == 61);
    CHECK(measured.stats.denoise.blocks == 5);
    CHECK(measured.stats.context.blocks == 6);
    CHECK(measured.stats.decode.blocks == 6);
    CHECK(measured.stats.firstFrameMs > 0);
}

TEST_CASE("SessionMemory: a growing cache grows with the clip, as predicted", "[pipeline][ledger]")
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    const MemoryRun measured = run(config, 109); // 9 blocks, 28 latent frames
    CHECK(std::is_sorted(measured.kvBytes.begin(), measured.kvBytes.end()));
    CHECK(measured.kvBytes.front() == 24 * kBytesPerFrame);
    CHECK(measured.kvBytes.back() == 48 * kBytesPerFrame);
}

TEST_CASE("SessionMemory: a capped cache grows to its cap and then keeps its size",
          "[pipeline][ledger]")
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.fCap = GENERATE(4, 10, 26);
    const MemoryRun measured = run(config, 145); // 37 latent frames
    CHECK(std::is_sorted(measured.kvBytes.begin(), measured.kvBytes.end()));
    CHECK(measured.kvBytes.front() == std::min(24, config.fCap) * kBytesPerFrame);
    CHECK(measured.kvBytes.back() == config.fCap * kBytesPerFrame);
    CHECK(forecastPocketLedger(*pocket(), config, 145 * 0.04)
              .predictedBytes(MemoryConsumer::KvCache) == measured.kvBytes.back());
}

TEST_CASE("SessionMemory: a cap without room or without use is refused by its name",
          "[pipeline][ledger]")
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    const auto refusal = [&] {
        const CaughtError opened =
            errorOf([&] { openPocketSession(pocket(), {.config = config}); });
        const CaughtError forecast = errorOf([&] { forecastPocketLedger(*pocket(), config, 1); });
        CHECK(opened.line == forecast.line);
        CHECK(opened.code.value_or(ErrorCode::BadConfig) == ErrorCode::BadConfig);
        return opened;
    };
    config.fCap = 3; // a sink and a block of three
    CHECK(refusal().names("'fCap' is 3"));
    CHECK(refusal().names("Use at least 4"));
    config.fCap = 4;
    CHECK_FALSE(refusal().code);
    config.ispaLayers = 2; // sink, window of three and block: 7
    CHECK(refusal().names("Use at least 8"));
    config.fCap = 8;
    CHECK_FALSE(refusal().code);
    config.ispaSinkFrames = 2;
    CHECK(refusal().names("'kvSinkFrames' to at least 2"));
    config.ispaLayers = 0;
    config.kvPolicy = CacheKind::SinkWindow;
    CHECK(refusal().names("'kvPolicy' to growing"));
}

TEST_CASE("SessionMemory: the forecast is what a run then measures", "[pipeline][ledger]")
{
    SessionConfig config = quickConfig();
    config.kvPolicy = GENERATE(CacheKind::SinkWindow, CacheKind::Growing);
    config.kvWindowFrames = 3;
    const Ledger forecast = forecastPocketLedger(*pocket(), config, 26 * 0.04);
    const Ledger measured = run(config, 26).last;
    for (const LedgerEntry& entry : forecast.entries) {
        CAPTURE(toString(entry.consumer), entry.layer);
        const auto found = std::find_if(
            measured.entries.begin(), measured.entries.end(), [&](const LedgerEntry& other) {
                return other.consumer == entry.consumer && other.layer == entry.layer;
            });
        REQUIRE(found != measured.entries.end());
        CHECK(found->measuredBytes == entry.predictedBytes);
        CHECK(found->predictedBytes == entry.predictedBytes);
        CHECK(entry.measuredBytes == 0);
    }
    // weights, six layers, archive, cross cache, reference, decoder, features
    CHECK(forecast.entries.size() == 1 + 6 + 1 + 1 + 1 + 1 + 1);
    CHECK(measured.entries.size() == forecast.entries.size());
}

TEST_CASE("SessionMemory: the forecast counts latent frames exactly for any length",
          "[pipeline][ledger]")
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    for (std::int64_t videoFrames = 1; videoFrames < 3000; ++videoFrames) {
        const double seconds = static_cast<double>(videoFrames) / 25;
        const std::int64_t latents = 1 + (videoFrames + 10) / 12 * 3;
        const std::int64_t slots = (latents + 23) / 24 * 24;
        const Ledger forecast = forecastPocketLedger(*pocket(), config, seconds);
        CAPTURE(videoFrames);
        REQUIRE(forecast.predictedBytes(MemoryConsumer::KvCache) == slots * kBytesPerFrame);
    }
}
