#include "tests/support/torch_test.h"

#include "engine/pipeline/memory_fit.h"
#include "engine/pipeline/pocket_engine.h"
#include "engine/pipeline/puppet/puppet_engine.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const EngineModel& pocketEngine()
{
    static const auto kModel = loadPocketEngine(IMPRINT_SOURCE_DIR "/resources/models/pocket");
    return *kModel;
}

SessionConfig growing()
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.ispaWarmup = 13;
    return config;
}

SessionConfig fitted(const SessionConfig& config, double seconds, std::int64_t bytes)
{
    return fitSession(pocketEngine(), {.config = config}, seconds, {.targetBytes = bytes}).config;
}

std::int64_t forecastBytes(const SessionConfig& config, double seconds)
{
    return pocketEngine().forecast({.config = config}, seconds).predictedBytes();
}

/// What a budget has to be at least, by the refusal of none.
std::int64_t leastBytes(const SessionConfig& config, std::optional<double> seconds)
{
    const auto& history = dynamic_cast<const ModelWithHistory&>(pocketEngine());
    return fitMemory(history.memoryCase({.config = config}, seconds), 0).bytes.peak();
}

} // namespace

TEST_CASE("Memory fit: the solver's bytes are those of the session's own forecast",
          "[pipeline][budget]")
{
    const auto& history = dynamic_cast<const ModelWithHistory&>(pocketEngine());
    for (const int layers : {0, 3, 6})
        for (const int cap : {0, 10, 30})
            for (const KvBits bits : {KvBits::Full, KvBits::Eight, KvBits::Four})
                for (const double seconds : {0.2, 1.0, 2.0, 20.0}) {
                    SessionConfig config = growing();
                    config.ispaLayers = layers;
                    config.fCap = cap;
                    config.kvBits = bits;
                    const MemoryCase run = history.memoryCase({.config = config}, seconds);
                    const MemoryForecast bytes = forecastMemory(run, run.wanted);
                    CAPTURE(layers, cap, seconds);
                    REQUIRE(bytes.otherBytes + bytes.end.total() == forecastBytes(config, seconds));
                }
}

TEST_CASE("Memory fit: a session with what was chosen never holds more than was allowed",
          "[pipeline][budget]")
{
    const double seconds = 145 * 0.04; // 37 latent frames
    const std::int64_t all = forecastBytes(growing(), seconds);
    const std::int64_t least = leastBytes(growing(), seconds);
    for (const double share : {0.0, 0.1, 0.3, 0.6, 0.99}) {
        const std::int64_t target =
            least + static_cast<std::int64_t>(share * static_cast<double>(all - least));
        const SessionConfig config = fitted(growing(), seconds, target);
        CHECK_FALSE(config == growing());
        const auto session = pocketEngine().open({.config = config});
        session->pushAudio(wholeSound(humming(145 * 640)));
        session->finishAudio();
        while (session->nextFrame())
            REQUIRE(session->ledger().measuredBytes() <= target);
    }
}

TEST_CASE("Memory fit: enough memory changes nothing, and too little is refused by the megabyte",
          "[pipeline][budget]")
{
    const std::int64_t all = forecastBytes(growing(), 60);
    CHECK(fitted(growing(), 60, all) == growing());
    const std::int64_t least = leastBytes(growing(), 60);
    const CaughtError refused = errorOf([&] { fitted(growing(), 60, least - 1); });
    CHECK(refused.code == ErrorCode::BadConfig);
    CHECK(refused.names("The smallest that works is "));
    CHECK(refused.names("keys and values in 4 bits"));
    CHECK_FALSE(fitted(growing(), 60, least) == growing());
}

TEST_CASE("Memory fit: an endless run is capped", "[pipeline][budget]")
{
    const FittedConfig endless = fitSession(pocketEngine(), {.config = growing()}, std::nullopt,
                                            {.targetBytes = 60'000'000});
    CHECK(endless.config.fCap >= 10);
    CHECK(endless.config.kvBits == KvBits::Full);
    CHECK(forecastBytes(endless.config, 3600) <= 60'000'000);
    SessionConfig longer = endless.config;
    ++longer.fCap;
    CHECK(forecastBytes(longer, 3600) > 60'000'000);
}

TEST_CASE(
    "Memory fit: without a target half of the layers give up their history when asked to choose",
    "[pipeline][budget]")
{
    const SessionRequest request{.config = growing()};
    CHECK(fitSession(pocketEngine(), request, 60, {}).config == growing());
    SessionConfig half = growing();
    half.ispaLayers = 3;
    CHECK(fitSession(pocketEngine(), request, 60, {.chooseIspaLayers = true}).config == half);
}

TEST_CASE("Memory fit: a model without history takes what it takes, and has no layers to choose",
          "[pipeline][budget]")
{
    const auto puppet = loadPuppetEngine(IMPRINT_SOURCE_DIR "/resources/models/puppet");
    const SessionRequest request{.config = quickConfig()};
    const std::int64_t needed = puppet->forecast(request, 60).predictedBytes();
    const MemoryWish enough{.targetBytes = needed};
    CHECK(fitSession(*puppet, request, 60, enough).config == quickConfig());
    CHECK(errorOf([&] { fitSession(*puppet, request, 60, {.chooseIspaLayers = true}); }).code ==
          ErrorCode::Unsupported);
    CHECK(errorOf([&] { fitSession(*puppet, request, 60, {.targetBytes = needed - 1}); }).code ==
          ErrorCode::BadConfig);
}
