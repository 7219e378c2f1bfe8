#include "tests/support/torch_test.h"

#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/pocket_forecast.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

SessionConfig absorbing(int layers)
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.ispaLayers = layers;
    config.ispaWarmup = 13; // the still and four blocks
    return config;
}

/// Ledgers of a run, whenever a frame was read.
std::vector<Ledger> ledgersOf(const SessionConfig& config, std::int64_t videoFrames)
{
    const auto session = openPocketSession(pocket(), {.config = config});
    session->pushAudio(wholeSound(humming(videoFrames * 640)));
    session->finishAudio();
    std::vector<Ledger> ledgers;
    while (session->nextFrame())
        ledgers.push_back(session->ledger());
    ledgers.push_back(session->ledger());
    return ledgers;
}

std::int64_t kvBytes(const Ledger& ledger)
{
    return ledger.measuredBytes(MemoryConsumer::KvCache);
}

} // namespace

TEST_CASE("ISPA session: memory is what the formula says, before, during and after",
          "[pipeline][ispa]")
{
    const std::vector<Ledger> ledgers = ledgersOf(absorbing(3), 145);
    for (const Ledger& ledger : ledgers) {
        CHECK(kvBytes(ledger) == ledger.predictedBytes(MemoryConsumer::KvCache));
        CHECK(ledger.measuredBytes(MemoryConsumer::Ispa) ==
              ledger.predictedBytes(MemoryConsumer::Ispa));
    }
    // 37 latent frames: three layers hold 48 slots, three sink, window and block.
    const std::int64_t perFrame = pocket()->generator.kvShape().bytesPerFrame();
    CHECK(kvBytes(ledgers.back()) == 3 * 48 * perFrame + 3 * (1 + 3 + 3) * perFrame);
}

TEST_CASE(
    "ISPA session: the forecast is exact in the warm-up, and within 1 % of the engine after it",
    "[pipeline][ispa]")
{
    SessionConfig config = absorbing(3);
    config.fCap = GENERATE(0, 24);
    for (const std::int64_t videoFrames : {25, 145}) { // 7 and 37 latent frames
        const Ledger found = ledgersOf(config, videoFrames).back();
        const Ledger forecast =
            forecastPocketLedger(*pocket(), config, static_cast<double>(videoFrames) * 0.04);
        const std::int64_t ispa = found.measuredBytes(MemoryConsumer::Ispa);
        CAPTURE(videoFrames, ispa);
        CHECK(ispa > 0);
        CHECK(ispa <= forecast.predictedBytes(MemoryConsumer::Ispa));
        if (videoFrames == 25)
            CHECK(ispa == forecast.predictedBytes(MemoryConsumer::Ispa));
        CHECK(static_cast<double>(forecast.predictedBytes()) ==
              Approx(static_cast<double>(found.measuredBytes())).epsilon(0.01));
    }
}

TEST_CASE("ISPA session: with a cap memory is constant, and as forecast", "[pipeline][ispa]")
{
    SessionConfig config = absorbing(3);
    config.fCap = GENERATE(8, 12, 20);
    const std::vector<Ledger> ledgers = ledgersOf(config, 193); // 49 latent frames
    const std::int64_t perFrame = pocket()->generator.kvShape().bytesPerFrame();
    const std::int64_t warming = 6 * config.fCap * perFrame;
    const std::int64_t settled = 3 * (config.fCap + 7) * perFrame;
    for (const Ledger& ledger : ledgers) {
        CHECK((kvBytes(ledger) == warming || kvBytes(ledger) == settled));
        CHECK(kvBytes(ledger) == ledger.predictedBytes(MemoryConsumer::KvCache));
    }
    CHECK(kvBytes(ledgers.back()) == settled);
    CHECK(forecastPocketLedger(*pocket(), config, 193 * 0.04)
              .predictedBytes(MemoryConsumer::KvCache) == kvBytes(ledgers.back()));
}

TEST_CASE("ISPA session: fewer layers with history, fewer bytes", "[pipeline][ispa]")
{
    std::int64_t before = kvBytes(ledgersOf(absorbing(0), 97).back());
    for (const int layers : {2, 4, 6}) {
        const std::int64_t bytes = kvBytes(ledgersOf(absorbing(layers), 97).back());
        CHECK(bytes < before);
        before = bytes;
    }
}

TEST_CASE("ISPA session: every frame comes, and the same seed gives the same pictures",
          "[pipeline][ispa]")
{
    const std::vector<float> sound = humming(97 * 640);
    const auto pictures = [&](const SessionConfig& config) {
        return picturesOf(runSession(config, {wholeSound(sound)}));
    };
    const at::Tensor once = pictures(absorbing(3));
    REQUIRE(once.size(0) == 97);
    CHECK(at::equal(pictures(absorbing(3)), once));
    CHECK_FALSE(at::equal(pictures(absorbing(0)), once));
}

TEST_CASE("ISPA session: until the warm-up ends the pictures are those without", "[pipeline][ispa]")
{
    const std::vector<float> sound = humming(97 * 640);
    SessionConfig late = absorbing(3);
    late.ispaWarmup = 4000;
    const at::Tensor watched = picturesOf(runSession(late, {wholeSound(sound)}));
    const at::Tensor plain = picturesOf(runSession(absorbing(0), {wholeSound(sound)}));
    // Attention in two parts rounds otherwise: single levels.
    CHECK((watched.to(at::kInt) - plain.to(at::kInt)).abs().max().item<int>() <= 3);
}

TEST_CASE("ISPA session: more layers than the model has are refused", "[pipeline][ispa]")
{
    const CaughtError error =
        errorOf([] { openPocketSession(pocket(), {.config = absorbing(7)}); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("7 layers"));
}

TEST_CASE("ISPA settings: every rung by name, and nothing without layers", "[pipeline][ispa]")
{
    CHECK_FALSE(ispaSettings(absorbing(0), 3).has_value());
    SessionConfig config = absorbing(2);
    CHECK_FALSE(ispaSettings(config, 3)->solver.rung.has_value()); // auto
    for (const auto& [choice, name] : enumNames(IspaRung{})) {
        config.ispaRung = choice;
        const auto settings = ispaSettings(config, 3);
        if (choice != IspaRung::Auto)
            CHECK(enumName(*settings->solver.rung) == name);
    }
}
