#include "tests/support/torch_test.h"

#include "engine/nn/kv_cache.h"
#include "engine/nn/token_cache.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr KvShape kCacheShape{.tokensPerFrame = 6, .heads = 2, .headDim = 4};

TokenEviction eviction(KvEvict rule, std::int64_t tokens = 60)
{
    return {.rule = rule,
            .tokens = tokens,
            .sinkFrames = 1,
            .windowFrames = 3,
            .blockFrames = 2,
            .columns = 3,
            .seed = 5};
}

/// Keys of a block that say which token they are of; values are their negatives.
at::Tensor stamped(FrameSpan block, float pass = 0)
{
    return (at::arange(block.first * 6, (block.first + block.count) * 6, at::kFloat) + pass)
        .view({block.count, 6, 1, 1})
        .expand({-1, -1, 2, 4});
}

/// A pass over a block, whose queries attend at random.
void pass(TokenCache& cache, FrameSpan block, RandomTensors& random)
{
    cache.write(block, stamped(block), -stamped(block));
    if (cache.wantsMass())
        cache.observe(random(cache.tokens().sizes()).exp());
}

/// A still and then blocks of two frames, two passes each; `look` is called after every pass.
template <class Look>
void playClip(TokenCache& cache, int blocks, Look look)
{
    RandomTensors random(9);
    for (std::int64_t block = 0; block <= blocks; ++block) {
        const FrameSpan span = block == 0 ? FrameSpan{0, 1} : FrameSpan{2 * block - 1, 2};
        for (int i = 0; i < 2; ++i) {
            pass(cache, span, random);
            look(span);
        }
    }
}

bool holdsFrame(const TokenCache& cache, std::int64_t frame)
{
    const at::Tensor of = cache.tokens().div(6, "floor").eq(frame).sum(0);
    return of.eq(6).all().item<bool>();
}

} // namespace

TEST_CASE("TokenCache: never more than the budget, and always sinks, window and block",
          "[nn][evict]")
{
    const KvEvict rule = GENERATE(KvEvict::H2o, KvEvict::SnapKv, KvEvict::Uniform, KvEvict::Random);
    const std::int64_t budget = GENERATE(36, 41, 60, 100);
    CAPTURE(enumName(rule), budget);
    TokenCache cache(kCacheShape, eviction(rule, budget));
    playClip(cache, 30, [&](FrameSpan block) {
        const at::Tensor tokens = cache.tokens();
        const std::int64_t seen = (block.first + block.count) * 6;
        REQUIRE(tokens.size(0) == std::min(seen, budget));
        REQUIRE(tokens.diff(1, 0).gt(0).all().item<bool>()); // in order, none twice
        for (std::int64_t frame = 0; frame < block.first + block.count; ++frame)
            if (frame < 1 || frame >= block.first - 3)
                REQUIRE(holdsFrame(cache, frame));
        // Keys, values and numbers stay together.
        const at::Tensor stamps = tokens.to(at::kFloat).unsqueeze(-1).expand({-1, -1, 4});
        REQUIRE(at::equal(cache.keys(), stamps));
        REQUIRE(at::equal(cache.values(), -stamps));
    });
}

TEST_CASE("TokenCache: measured bytes are the predicted ones, and those of frames and 8 more",
          "[nn][evict]")
{
    KvShape shape = kCacheShape;
    shape.type = GENERATE(at::kFloat, at::kBFloat16);
    const TokenEviction settings = eviction(KvEvict::H2o);
    TokenCache cache(shape, settings);
    const std::int64_t bytes = TokenCache::predictedBytes(shape, settings);
    playClip(cache, 20, [&](FrameSpan) { REQUIRE(cache.bytes() == bytes); });
    const std::int64_t ofFrames = predictedKvBytes(shape, {.capacityFrames = 10}, 10);
    CHECK(bytes == ofFrames + 60 * kCacheShape.heads * 8);
}

TEST_CASE("TokenCache: only a new block drops anything, a later pass takes the place of the first",
          "[nn][evict]")
{
    TokenCache cache(kCacheShape, eviction(KvEvict::SnapKv));
    playClip(cache, 10, [](FrameSpan) {});
    const at::Tensor before = cache.tokens().clone();
    const FrameSpan block{19, 2};
    cache.write(block, stamped(block, 0.5F), -stamped(block));
    CHECK(at::equal(cache.tokens(), before));
    const at::Tensor own = cache.keys().narrow(0, 60 - 12, 12);
    CHECK(at::equal(own, stamped(block, 0.5F).flatten(0, 1)));
    CHECK(at::equal(cache.keys().narrow(0, 0, 48).select(2, 0).to(at::kLong),
                    before.narrow(0, 0, 48)));
}

TEST_CASE("TokenCache: the same seed chooses the same tokens", "[nn][evict]")
{
    const auto chosen = [](KvEvict rule, std::uint64_t seed) {
        TokenEviction settings = eviction(rule);
        settings.seed = seed;
        TokenCache cache(kCacheShape, settings);
        playClip(cache, 20, [](FrameSpan) {});
        return cache.tokens();
    };
    for (const KvEvict rule : {KvEvict::H2o, KvEvict::SnapKv, KvEvict::Uniform, KvEvict::Random}) {
        CAPTURE(enumName(rule));
        const at::Tensor once = chosen(rule, 1);
        CHECK(at::equal(chosen(rule, 1), once));
        CHECK(at::equal(chosen(rule, 2), once) == (rule != KvEvict::Random));
    }
}

TEST_CASE("TokenCache: the controls keep a sample of the whole history, old and new alike",
          "[nn][evict]")
{
    const KvEvict rule = GENERATE(KvEvict::Uniform, KvEvict::Random);
    CAPTURE(enumName(rule));
    TokenCache cache(kCacheShape, eviction(rule, 36 + 80)); // 80 of what is neither sink nor recent
    playClip(cache, 100, [](FrameSpan) {});
    // Frames 1 … 195 are history; each quarter of them should hold a quarter.
    for (int quarter = 0; quarter < 4; ++quarter) {
        const double from = 6 * (1 + 195 * quarter / 4.0);
        const at::Tensor tokens = cache.tokens();
        const at::Tensor in = tokens.ge(from).logical_and(tokens.lt(from + 6 * 195 / 4.0));
        CHECK(in.sum().item<double>() / 2 == Approx(20).margin(rule == KvEvict::Uniform ? 3 : 10));
    }
}

TEST_CASE("TokenCache: pooled attention is what SnapKV goes by, the sum of all what H2O does",
          "[nn][evict]")
{
    // Token 8 of frame 1 gets much attention once, tokens 15 … of frame 2 a little from the latest block.
    const auto kept = [](KvEvict rule) {
        TokenCache cache(kCacheShape, eviction(rule, 42));
        for (const FrameSpan block : {FrameSpan{0, 1}, FrameSpan{1, 2}, FrameSpan{3, 2},
                                      FrameSpan{5, 2}, FrameSpan{7, 2}}) {
            cache.write(block, stamped(block), -stamped(block));
            at::Tensor mass = at::zeros({cache.tokens().size(0), 2});
            if (block.first == 1)
                mass.masked_fill_(cache.tokens().eq(8), 10);
            else
                mass.masked_fill_(cache.tokens().eq(16), 1);
            cache.observe(mass);
        }
        const auto holds = [&](std::int64_t token) {
            return cache.tokens().eq(token).any(0).all().item<bool>();
        };
        return std::array{holds(8), holds(16), holds(13), holds(17)};
    };
    // Room for six: frame 4 is the window's first. 12 … 17 are a grid of 2 × 3, all neighbours of 16 (below 13).
    CHECK(kept(KvEvict::H2o) == std::array{true, true, false, false});
    CHECK(kept(KvEvict::SnapKv) == std::array{false, true, true, true});
}

TEST_CASE("TokenCache: what does not fit is refused", "[nn][evict]")
{
    const CaughtError small = errorOf([] { TokenCache(kCacheShape, eviction(KvEvict::H2o, 35)); });
    CHECK(small.code == ErrorCode::BadConfig);
    CHECK(small.names("35 tokens"));
    CHECK(small.names("36"));
    TokenCache cache(kCacheShape, eviction(KvEvict::H2o));
    const at::Tensor good = stamped({0, 2});
    CHECK(errorOf([&] {
              cache.write({0, 2}, good.narrow(1, 0, 1), good);
          }).code == ErrorCode::BadShape);
    CHECK(errorOf([&] {
              cache.write({0, 2}, good, good.narrow(0, 0, 1));
          }).code == ErrorCode::BadShape);
    CHECK(errorOf([&] { cache.write({2, 2}, good, good); }).code == ErrorCode::Internal);
    cache.write({0, 2}, good, good);
    CHECK(errorOf([&] { cache.write({4, 2}, good, good); }).code == ErrorCode::Internal);
    CHECK(errorOf([&] {
              cache.write({2, 3}, stamped({2, 3}), stamped({2, 3}));
          }).code == ErrorCode::Internal); // larger than the largest block
}
