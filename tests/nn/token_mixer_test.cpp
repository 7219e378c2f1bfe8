#include "tests/support/torch_test.h"

#include "engine/nn/causal_block.h"
#include "engine/nn/token_mixer.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr KvShape kShape{.tokensPerFrame = 6, .heads = 2, .headDim = 24};
constexpr std::int64_t kFrames = 41;

TokenEviction mixerEviction(KvEvict rule, std::int64_t frames)
{
    return {.rule = rule,
            .tokens = frames * 6,
            .sinkFrames = 1,
            .windowFrames = 2,
            .blockFrames = 2,
            .columns = 3};
}

/// A still and blocks of two frames: queries, keys and values [F, S, heads, width].
struct Clip {
    RandomTensors random{80};
    Rotary rotary{RotaryConfig::wan(24, 2, 3)};
    at::Tensor q = random({kFrames, 6, 2, 24});
    at::Tensor k = random({kFrames, 6, 2, 24});
    at::Tensor v = random({kFrames, 6, 2, 24});

    at::Tensor pass(SelfMixer& mixer, FrameSpan block, double noise = 0) const
    {
        const auto cut = [&](const at::Tensor& x) { return x.narrow(0, block.first, block.count); };
        return mixer(cut(q), cut(k) * (1 + noise), cut(v) * (1 - noise));
    }

    /// Two passes over each block, a noisy and a clean one; what the passes gave.
    template <class MakeMixer>
    std::vector<at::Tensor> play(MakeMixer makeMixer) const
    {
        std::vector<at::Tensor> given;
        for (std::int64_t first = 0; first < kFrames; first += first == 0 ? 1 : 2)
            for (const double noise : {0.3, 0.0}) {
                const FrameSpan block{first, first == 0 ? 1 : 2};
                auto mixer = makeMixer(block);
                given.push_back(pass(mixer, block, noise));
            }
        return given;
    }

    std::vector<at::Tensor> playTokens(TokenCache& cache) const
    {
        return play([&](FrameSpan block) { return TokenMixer(rotary, block, cache); });
    }

    std::vector<at::Tensor> playFrames(CacheSettings settings) const
    {
        settings.positions = KeyPositions::ByRank;
        KvCache cache(kShape, settings);
        return play([&](FrameSpan block) { return CachedMixer(rotary, block, cache); });
    }
};

bool holds(const TokenCache& cache, std::int64_t token)
{
    return cache.tokens().eq(token).any(0).all().item<bool>(); // in every head
}

/// A clip whose queries all look for one key. The slowest pair of the head stands for what is looked for: it hardly
/// turns in a clip.
Clip withHeavyHitter(std::int64_t token)
{
    constexpr std::int64_t kSlowest = 6; // value of temporal pair 3
    Clip clip;
    clip.q.select(-1, kSlowest).fill_(3);
    clip.k.select(-1, kSlowest).fill_(0);
    clip.k[token / 6][token % 6].select(-1, kSlowest).fill_(16);
    return clip;
}

} // namespace

TEST_CASE("TokenMixer: with a budget that holds everything it is the full cache, bit for bit",
          "[nn][evict]")
{
    const KvEvict rule = GENERATE(KvEvict::H2o, KvEvict::SnapKv, KvEvict::Uniform, KvEvict::Random);
    CAPTURE(enumName(rule));
    const Clip clip;
    TokenCache cache(kShape, mixerEviction(rule, kFrames));
    const auto tokens = clip.playTokens(cache);
    const auto frames = clip.playFrames({.kind = CacheKind::Growing});
    REQUIRE(tokens.size() == frames.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        REQUIRE(at::equal(tokens[i], frames[i]));
}

TEST_CASE("TokenMixer: with a budget for sinks, window and block it is the ring", "[nn][evict]")
{
    const Clip clip;
    TokenCache cache(kShape, mixerEviction(KvEvict::H2o, 5));
    const auto tokens = clip.playTokens(cache);
    const auto frames = clip.playFrames({.sinkFrames = 1, .capacityFrames = 5});
    for (std::size_t i = 0; i < tokens.size(); ++i)
        REQUIRE(distance(tokens[i], frames[i]) < 1e-5); // its slots have another order
}

TEST_CASE("TokenMixer: a key that all queries look for stays where attention decides",
          "[nn][evict]")
{
    constexpr std::int64_t kHitter = 3 * 6 + 1; // of frame 3: neither sink nor ever window again
    const Clip clip = withHeavyHitter(kHitter);
    const auto survives = [&](KvEvict rule) {
        TokenCache cache(kShape, mixerEviction(rule, 8));
        clip.playTokens(cache);
        return holds(cache, kHitter);
    };
    CHECK(survives(KvEvict::H2o));
    CHECK(survives(KvEvict::SnapKv));
    CHECK_FALSE(survives(KvEvict::Uniform));
    CHECK_FALSE(survives(KvEvict::Random));
}

TEST_CASE("TokenMixer: dropping what nobody looks at changes less than dropping at random",
          "[nn][evict]")
{
    const Clip clip = withHeavyHitter(3 * 6 + 1);
    const auto full = clip.playFrames({.kind = CacheKind::Growing});
    const auto error = [&](KvEvict rule) {
        TokenCache cache(kShape, mixerEviction(rule, 8));
        return distance(clip.playTokens(cache).back(), full.back());
    };
    CHECK(error(KvEvict::H2o) < 0.5 * error(KvEvict::Random));
    CHECK(error(KvEvict::SnapKv) < 0.5 * error(KvEvict::Random));
}

TEST_CASE("DitState: layers that drop tokens have them in the place of frames", "[nn][evict]")
{
    const Clip clip;
    const TokenEviction settings = mixerEviction(KvEvict::H2o, 8);
    DitState state;
    for (int layer = 0; layer < 2; ++layer)
        state.caches.emplace_back(kShape, CacheSettings{.capacityFrames = 5});
    state.evictTokens(kShape, settings);
    CHECK(state.caches.empty());
    REQUIRE(state.tokenCaches.size() == 2);
    CHECK(state.kvBytes() == 2 * TokenCache::predictedBytes(kShape, settings));
    TokenCache alone(kShape, settings);
    const auto expected = clip.playTokens(alone);
    std::size_t pass = 0;
    for (std::int64_t first = 0; first < kFrames; first += first == 0 ? 1 : 2)
        for (const double noise : {0.3, 0.0}) {
            const FrameSpan block{first, first == 0 ? 1 : 2};
            const auto mixer = state.mixer(0, clip.rotary, block);
            REQUIRE(at::equal(clip.pass(*mixer, block, noise), expected[pass++]));
        }
    CHECK(state.tokenCaches[1].tokens().size(0) == 0); // layers share nothing
}
