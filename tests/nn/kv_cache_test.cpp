#include "tests/support/torch_test.h"

#include "engine/nn/kv_cache.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr KvShape kShape{.tokensPerFrame = 3, .heads = 2, .headDim = 4};
constexpr std::int64_t kBytesPerFrame = 2 * 3 * 2 * 4 * 4; // k and v, fp32

/// Keys and values that say which frame and pass they belong to.
at::Tensor stamped(FrameSpan block, int pass, float sign)
{
    at::Tensor result = at::empty({block.count, 3, 2, 4});
    for (std::int64_t i = 0; i < block.count; ++i)
        result[i].fill_(sign * static_cast<float>(100 * (block.first + i) + pass));
    return result;
}

CachePlan writePass(KvCache& cache, FrameSpan block, int pass)
{
    const CachePlan plan = cache.beginPass(block);
    cache.write(plan, stamped(block, pass, 1), stamped(block, pass, -1));
    return plan;
}

/// Every held slot carries its frame's latest pass.
void requireContent(const KvCache& cache, const CachePlan& plan, int pass)
{
    const at::Tensor keys = cache.keys(plan);
    const at::Tensor values = cache.values(plan);
    REQUIRE(keys.size(0) == plan.fill);
    REQUIRE(cache.frames().size() == static_cast<std::size_t>(plan.fill));
    for (std::int64_t slot = 0; slot < plan.fill; ++slot) {
        const std::int64_t frame = cache.frames()[static_cast<std::size_t>(slot)];
        const auto expected = static_cast<float>(100 * frame + pass);
        REQUIRE(at::all(keys[slot] == expected).item<bool>());
        REQUIRE(at::all(values[slot] == -expected).item<bool>());
        const auto [k, v] = cache.frame(frame);
        REQUIRE(at::equal(k, keys[slot]));
        REQUIRE(at::equal(v, values[slot]));
    }
}

} // namespace

TEST_CASE("KvCache: a ring that has wrapped holds the latest pass of each kept frame",
          "[nn][cache]")
{
    KvCache cache(kShape, {.sinkFrames = 1, .capacityFrames = 6});
    for (int block = 0; block < 8; ++block) {
        const FrameSpan span{2 * block, 2};
        writePass(cache, span, 1);
        requireContent(cache, writePass(cache, span, 2), 2);
    }
    CHECK(cache.frames().size() == 6);
}

TEST_CASE("KvCache: growing keeps what was written", "[nn][cache]")
{
    KvCache cache(kShape, {.kind = CacheKind::Growing});
    for (int block = 0; block < 20; ++block) // 60 frames: the memory grows twice
        requireContent(cache, writePass(cache, {3 * block, 3}, 1), 1);
    CHECK(cache.bytes() == 72 * kBytesPerFrame);
}

TEST_CASE("KvCache: measured bytes are the predicted ones in every phase", "[nn][cache]")
{
    const auto [storage, bytesPerFrame] = GENERATE(table<KvType, std::int64_t>(
        {{KvType::Float, kBytesPerFrame}, {KvType::Int8, 104}, {KvType::Int4, 80}}));
    CacheSettings settings =
        GENERATE(CacheSettings{.sinkFrames = 2, .capacityFrames = 7},
                 CacheSettings{.kind = CacheKind::Growing},
                 CacheSettings{.kind = CacheKind::Growing, .maximumFrames = 32},
                 cappedAt({.kind = CacheKind::Growing, .sinkFrames = 1}, 27));
    settings.storage = storage;
    KvCache cache(kShape, settings);
    for (std::int64_t frames = 0; frames < 30; frames += 2) {
        REQUIRE(cache.bytes() == predictedKvBytes(kShape, settings, frames));
        writePass(cache, {frames, 2}, 1);
    }
    const std::int64_t slots = settings.startsSmall                     ? 27
                               : settings.kind == CacheKind::SinkWindow ? 7
                               : settings.maximumFrames > 0             ? 32
                                                                        : 48;
    CHECK(cache.bytes() == slots * bytesPerFrame);
}

TEST_CASE("KvCache: the bytes of a ring never change", "[nn][cache]")
{
    KvCache cache(kShape, {.sinkFrames = 1, .capacityFrames = 4});
    for (int frame = 0; frame < 50; ++frame) {
        REQUIRE(cache.bytes() == 4 * kBytesPerFrame);
        writePass(cache, {frame, 1}, 1);
    }
}

TEST_CASE("KvCache: bytes follow the element type", "[nn][cache]")
{
    KvShape half = kShape;
    half.type = at::kBFloat16;
    CHECK(kShape.bytesPerFrame() == kBytesPerFrame);
    CHECK(half.bytesPerFrame() == kBytesPerFrame / 2);
    const KvCache cache(half, {.capacityFrames = 5});
    CHECK(cache.bytes() == 5 * kBytesPerFrame / 2);
}

TEST_CASE("KvCache: quantised, it holds nearly what was written, in every slot", "[nn][cache]")
{
    const auto [storage, bound] =
        GENERATE(table<KvType, double>({{KvType::Int8, 0.02}, {KvType::Int4, 0.3}}));
    const auto kind = GENERATE(CacheKind::SinkWindow, CacheKind::Growing);
    KvCache cache(kShape, {.kind = kind, .sinkFrames = 1, .capacityFrames = 6, .storage = storage});
    RandomTensors random(30);
    std::vector<at::Tensor> keys;
    for (int block = 0; block < 15; ++block) {
        const CachePlan plan = cache.beginPass({2 * block, 2});
        keys.push_back(random({2, 3, 2, 4}));
        cache.write(plan, keys.back(), -2 * keys.back());
        const at::Tensor held = cache.keys(plan);
        const at::Tensor values = cache.values(plan);
        for (std::int64_t slot = 0; slot < plan.fill; ++slot) {
            const std::int64_t frame = cache.frames()[static_cast<std::size_t>(slot)];
            const at::Tensor& written = keys[static_cast<std::size_t>(frame / 2)][frame % 2];
            REQUIRE(distance(held[slot], written) < bound);
            REQUIRE(distance(values[slot], -2 * written) < 2 * bound);
        }
    }
}

TEST_CASE("KvCache: an evicted frame is an error, a frame not yet written too", "[nn][cache]")
{
    KvCache cache(kShape, {.sinkFrames = 1, .capacityFrames = 3});
    for (int frame = 0; frame < 5; ++frame)
        writePass(cache, {frame, 1}, 1);
    CHECK_NOTHROW(cache.frame(0));
    CHECK_NOTHROW(cache.frame(4));
    const CaughtError evicted = errorOf([&] { cache.frame(2); });
    REQUIRE(evicted.code == ErrorCode::Internal);
    CHECK(evicted.names("frame 2 is not in the cache"));
    CHECK(errorOf([&] { cache.frame(5); }).code == ErrorCode::Internal);
}

TEST_CASE("KvCache: what does not fit a slot is refused, not stretched", "[nn][cache]")
{
    KvCache cache(kShape, {.capacityFrames = 4});
    const CachePlan plan = cache.beginPass({0, 2});
    const at::Tensor good = stamped({0, 2}, 1, 1);
    const at::Tensor oneToken = good.narrow(1, 0, 1); // copying it would repeat it
    const at::Tensor threeFrames = stamped({0, 3}, 1, 1);
    for (const auto& [k, v] : {std::pair{oneToken, good}, std::pair{good, oneToken},
                               std::pair{threeFrames, threeFrames}})
        CHECK(errorOf([&, &keys = k, &values = v] { cache.write(plan, keys, values); }).code ==
              ErrorCode::BadShape);
    CHECK_NOTHROW(cache.write(plan, good, good));
}
