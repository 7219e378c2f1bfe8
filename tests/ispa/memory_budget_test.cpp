#include "tests/support/torch_test.h"

#include "engine/ispa/ispa_forecast.h"
#include "engine/ispa/memory_budget.h"
#include "tests/support/error_of.h"

#include <set>
#include <tuple>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Six small layers in fp32, a still and blocks of three; its own window has ten frames.
MemoryCase pocketLike()
{
    return {.layers = 6,
            .shape = {.tokensPerFrame = 64, .heads = 3, .headDim = 64},
            .cache = {.kind = CacheKind::Growing,
                      .positions = KeyPositions::ByRank,
                      .sinkFrames = 1,
                      .capacityFrames = 10},
            .ispa = {.warmFrames = 13,
                     .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = 3},
                     .passes = 3},
            .frames = 751,
            .otherBytes = 14'000'000,
            .wanted = {.ispaWindowFrames = 3}};
}

/// Thirty wide layers in bf16, all blocks alike; its own window has 21 frames and no sink.
MemoryCase wanLike()
{
    return {.layers = 30,
            .shape = {.tokensPerFrame = 1560, .heads = 12, .headDim = 128, .type = at::kBFloat16},
            .cache = {.kind = CacheKind::Growing, .capacityFrames = 21},
            .ispa = {.warmFrames = 12,
                     .firstBlock = 3,
                     .local = {.sinkFrames = 0, .windowFrames = 6, .blockFrames = 3},
                     .passes = 5},
            .frames = 120,
            .otherBytes = 3'000'000'000,
            .wanted = {.ispaWindowFrames = 6}};
}

/// Both, for a given time, endlessly, for less than a warm-up, with a cache that does not grow, and with wishes.
std::vector<MemoryCase> cases()
{
    std::vector<MemoryCase> all;
    for (const MemoryCase& model : {pocketLike(), wanLike()}) {
        MemoryCase run = model;
        all.push_back(run);
        run.frames = 7;
        all.push_back(run);
        run.frames.reset();
        all.push_back(run);
        run.wanted.fCap = 40;
        all.push_back(run);
        run.frames = 301;
        run.wanted.ispaLayers = 2;
        run.wanted.kvBits = KvBits::Eight;
        all.push_back(run);
        run = model;
        run.cache.kind = CacheKind::SinkWindow;
        all.push_back(run);
    }
    return all;
}

std::int64_t smallest(const MemoryCase& run)
{
    const MemoryPlan refused = fitMemory(run, 0);
    REQUIRE_FALSE(refused.fits);
    return refused.bytes.peak();
}

/// Targets from too little to more than enough, close together where little changes much.
std::vector<std::int64_t> targets(const MemoryCase& run)
{
    const auto least = static_cast<double>(smallest(run));
    std::vector<std::int64_t> out;
    for (double bytes = 0.9 * least; bytes < 200 * least; bytes *= 1.1)
        out.push_back(static_cast<std::int64_t>(bytes));
    return out;
}

/// Small is good, in the order in which the knobs are turned. An endless run has a cap anyway: its length alone counts.
auto loss(const MemoryCase& run, const MemoryKnobs& knobs)
{
    return std::tuple(knobs.kvBits == KvBits::Four, run.frames && knobs.fCap != run.wanted.fCap,
                      run.wanted.ispaWindowFrames - knobs.ispaWindowFrames, knobs.ispaLayers,
                      knobs.kvBits == KvBits::Eight, -knobs.fCap);
}

} // namespace

TEST_CASE("Memory budget: what is chosen fits, and less memory never gives less loss",
          "[ispa][budget]")
{
    for (const MemoryCase& run : cases()) {
        const std::int64_t least = smallest(run);
        std::optional<MemoryKnobs> before;
        for (const std::int64_t target : targets(run)) {
            const MemoryPlan plan = fitMemory(run, target);
            CAPTURE(run.layers, run.frames.value_or(-1), target);
            REQUIRE(plan.bytes.peak() == forecastMemory(run, plan.knobs).peak());
            REQUIRE(plan.fits == (plan.bytes.peak() <= target));
            REQUIRE(plan.fits == (target >= least));
            if (before)
                REQUIRE(loss(run, plan.knobs) <= loss(run, *before));
            if (plan.fits)
                before = plan.knobs;
        }
        REQUIRE(before.has_value());
    }
}

TEST_CASE("Memory budget: the smallest target named by a refusal is the smallest there is",
          "[ispa][budget]")
{
    for (const MemoryCase& run : cases()) {
        const MemoryPlan refused = fitMemory(run, 0);
        const std::int64_t least = refused.bytes.peak();
        CAPTURE(run.layers, run.frames.value_or(-1), least);
        CHECK(refused.bytes.otherBytes == run.otherBytes);
        CHECK(fitMemory(run, least).fits);
        CHECK_FALSE(fitMemory(run, least - 1).fits);
        CHECK(fitMemory(run, least - 1).knobs == refused.knobs);
    }
}

TEST_CASE("Memory budget: nothing is turned without need, and no wish is turned back",
          "[ispa][budget]")
{
    for (const MemoryCase& run : cases()) {
        const MemoryPlan ample = fitMemory(run, std::int64_t{1} << 60);
        MemoryKnobs expected = run.wanted;
        if (!run.frames && run.cache.kind == CacheKind::Growing && run.wanted.fCap == 0)
            expected.fCap = 4096; // for ever has to have an end
        CHECK(ample.knobs == expected);
        CHECK(ample.turned.empty() == (expected == run.wanted));
        for (const std::int64_t target : targets(run)) {
            const MemoryKnobs knobs = fitMemory(run, target).knobs;
            CHECK(knobs.kvBits >= run.wanted.kvBits);
            CHECK(knobs.ispaLayers >= run.wanted.ispaLayers);
            CHECK(knobs.ispaLayers <= run.layers - run.layers / 4);
            CHECK(knobs.ispaWindowFrames <= run.wanted.ispaWindowFrames);
            if (run.wanted.fCap > 0)
                CHECK(knobs.fCap <= run.wanted.fCap);
        }
    }
}

TEST_CASE("Memory budget: knobs are turned in the order of loss", "[ispa][budget]")
{
    MemoryCase run = pocketLike(); // 2 minutes of history
    // With `auto` a smaller window may need more: there is more to learn, and larger corrections may be chosen.
    run.ispa.solver.rung = Rung::HeadScale;
    const std::int64_t all = forecastMemory(run, run.wanted).peak();
    // Just too little for everything, for 8 bits, for most layers without history, and for those without window.
    const MemoryKnobs eight = fitMemory(run, all - 1).knobs;
    CHECK(eight == MemoryKnobs{.kvBits = KvBits::Eight, .ispaWindowFrames = 3});
    const MemoryKnobs absorbing = fitMemory(run, forecastMemory(run, eight).peak() - 1).knobs;
    CHECK(absorbing ==
          MemoryKnobs{.kvBits = KvBits::Eight, .ispaLayers = 1, .ispaWindowFrames = 3});
    const MemoryKnobs most{.kvBits = KvBits::Eight, .ispaLayers = 4, .ispaWindowFrames = 3};
    CHECK(fitMemory(run, forecastMemory(run, most).peak()).knobs == most);
    MemoryKnobs narrow = fitMemory(run, forecastMemory(run, most).peak() - 1).knobs;
    CHECK(narrow.ispaWindowFrames == 2);
    narrow = {.kvBits = KvBits::Eight, .ispaLayers = 4, .ispaWindowFrames = 0};
    const MemoryPlan capped = fitMemory(run, forecastMemory(run, narrow).peak() - 1);
    CHECK(capped.knobs.fCap >= 10);
    CHECK(capped.knobs.kvBits != KvBits::Four);
    CHECK(capped.knobs.ispaLayers == 0); // the model's own window is enough
    REQUIRE(capped.turned.size() == 1);
    CHECK(capped.turned.front() ==
          concat("layers with history hold at most ", capped.knobs.fCap, " latent frames"));
    CHECK(fitMemory(run, smallest(run)).knobs ==
          MemoryKnobs{.fCap = 10, .kvBits = KvBits::Four, .ispaWindowFrames = 3});
}

TEST_CASE("Memory budget: an endless run gets the longest history that fits, in at least the "
          "model's window",
          "[ispa][budget]")
{
    MemoryCase run = pocketLike();
    run.frames.reset();
    const std::int64_t frame = 6 * run.shape.bytesPerFrame();
    for (const std::int64_t held : {10, 11, 25, 100}) {
        const MemoryPlan plan = fitMemory(run, run.otherBytes + held * frame + frame / 2);
        CHECK(plan.knobs == MemoryKnobs{.fCap = held, .ispaWindowFrames = 3});
        CHECK(plan.bytes.end.kv == held * frame);
    }
    CHECK(fitMemory(run, run.otherBytes + 10 * frame - 1).knobs.kvBits == KvBits::Eight);
}

TEST_CASE("Memory budget: the peak is the end of the warm-up where that is more", "[ispa][budget]")
{
    MemoryCase run = pocketLike();
    const MemoryKnobs half{.ispaLayers = 3, .ispaWindowFrames = 3};
    const IspaForecast own =
        forecastIspa({.layers = 3,
                      .warmFrames = 13,
                      .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = 3},
                      .passes = 3},
                     run.shape, 6);
    const std::int64_t frame = run.shape.bytesPerFrame();
    run.frames = 25;
    MemoryForecast bytes = forecastMemory(run, half);
    CHECK(bytes.warmUp.kv == 6 * 24 * frame); // all layers, in pieces of 24 frames
    CHECK(bytes.warmUp.ispa == own.statisticsBytes);
    CHECK(bytes.end.kv == (3 * 48 + 3 * 7) * frame);
    CHECK(bytes.end.ispa == own.mostCorrectionBytes);
    CHECK(bytes.peak() == run.otherBytes + std::max(bytes.warmUp.total(), bytes.end.total()));
    run.frames = 10; // ends before the warm-up does: all is learnt for nothing
    bytes = forecastMemory(run, half);
    CHECK(bytes.end.kv == 6 * 24 * frame);
    CHECK(bytes.end.ispa == own.statisticsBytes);
    run.frames = 751;
    bytes = forecastMemory(run, half);
    CHECK(bytes.peak() == run.otherBytes + bytes.end.total());
    CHECK(bytes.end.kv == (3 * 768 + 3 * 7) * frame);
}

TEST_CASE("Memory budget: layers are not made to forget where that frees nothing", "[ispa][budget]")
{
    // A ring of the model's window: the statistics cost more than the layers give back.
    MemoryCase run = pocketLike();
    run.cache.kind = CacheKind::SinkWindow;
    std::set<int> layers;
    for (const std::int64_t target : targets(run))
        layers.insert(fitMemory(run, target).knobs.ispaLayers);
    CHECK(layers == std::set<int>{0});
}

TEST_CASE("Memory budget: wishes that no cache can have are refused", "[ispa][budget]")
{
    MemoryCase run = pocketLike();
    run.wanted.fCap = 3; // a sink and a block of three need four
    run.frames.reset();
    const CaughtError error = errorOf([&] { fitMemory(run, std::int64_t{1} << 40); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("raise 'fCap'"));
}
