#include "tests/support/torch_test.h"

#include "engine/nn/causal_block.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <numeric>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kBlockTokens = 4; // per frame, 2 × 2

/// A block with random weights, and the same block computed densely in fp64 without cache.
struct Sample {
    CausalBlockConfig config;
    Weights weights;
    Rotary rotary;
    RandomTensors random{20};
    TemporaryFolder folder{};

    explicit Sample(QkNorm norm)
        : config{.dim = 48, .heads = 2, .ffnDim = 40, .epsilon = 1e-5, .qkNorm = norm}
        , rotary(RotaryConfig::wan(24, 2, 2))
    {
        addBlock(weights, "b", config, random);
        writeSafetensors(folder / "w", weights);
    }

    CausalBlock load() const
    {
        WeightFile reader(folder / "w");
        CausalBlock block(reader, "b", config);
        reader.finish();
        return block;
    }

    KvCache cache(const CacheSettings& settings) const
    {
        return {{.tokensPerFrame = kBlockTokens, .heads = 2, .headDim = 24}, settings};
    }

    at::Tensor stored(const std::string& name) const
    {
        return weights.at("b." + name).to(at::kDouble);
    }

    at::Tensor linear(const at::Tensor& x, const std::string& name) const
    {
        return at::matmul(x, stored(name + ".weight").t()) + stored(name + ".bias");
    }

    at::Tensor heads(const at::Tensor& x, const std::string& norm) const
    {
        const auto rms = [&](const at::Tensor& y) {
            return y / (y.square().mean(-1, true) + 1e-6).sqrt() * stored(norm + ".weight");
        };
        return config.qkNorm == QkNorm::FullWidth ? rms(x).unflatten(-1, {2, 24})
                                                  : rms(x.unflatten(-1, {2, 24}));
    }

    at::Tensor layerNorm(const at::Tensor& x) const
    {
        const at::Tensor centred = x - x.mean(-1, true);
        return centred / (centred.square().mean(-1, true) + 1e-5).sqrt();
    }

    /// q [N, heads, width], k and v [M, heads, width] -> [N, dim]
    at::Tensor mix(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) const
    {
        const at::Tensor logits =
            at::einsum("nhd,mhd->hnm", {q.to(at::kDouble), k.to(at::kDouble)}) / std::sqrt(24.0);
        return at::einsum("hnm,mhd->nhd", {logits.softmax(-1), v}).flatten(1);
    }

    /// x [F, S, dim] of all frames so far, modulation [F, 6, dim], context [M, dim]; returns the last `count` frames.
    at::Tensor dense(const at::Tensor& x, const at::Tensor& modulation, const at::Tensor& context,
                     std::int64_t count) const
    {
        const std::int64_t frames = x.size(0);
        std::vector<std::int64_t> positions(static_cast<std::size_t>(frames));
        std::iota(positions.begin(), positions.end(), 0);
        const at::Tensor wide = x.to(at::kDouble);
        const auto m = (stored("modulation") + modulation).unsqueeze(2).unbind(1);

        const at::Tensor normed = layerNorm(wide) * (m[1] + 1) + m[0];
        const at::Tensor q =
            rotary(heads(linear(normed, "self_attn.q"), "self_attn.norm_q"), positions);
        const at::Tensor k =
            rotary(heads(linear(normed, "self_attn.k"), "self_attn.norm_k"), positions);
        const at::Tensor v = linear(normed, "self_attn.v").unflatten(-1, {2, 24});
        const at::Tensor self = mix(q.flatten(0, 1), k.flatten(0, 1), v.flatten(0, 1));
        at::Tensor y = wide + linear(self, "self_attn.o").view_as(wide) * m[2];

        const at::Tensor asked = layerNorm(y) * stored("norm3.weight") + stored("norm3.bias");
        const at::Tensor wideContext = context.to(at::kDouble);
        const at::Tensor cross =
            mix(heads(linear(asked, "cross_attn.q"), "cross_attn.norm_q").flatten(0, 1),
                heads(linear(wideContext, "cross_attn.k"), "cross_attn.norm_k"),
                linear(wideContext, "cross_attn.v").unflatten(-1, {2, 24}));
        y = y + linear(cross, "cross_attn.o").view_as(wide);

        const at::Tensor hidden = linear(layerNorm(y) * (m[4] + 1) + m[3], "ffn.0");
        const at::Tensor cube = hidden + 0.044715 * hidden.pow(3);
        const at::Tensor gelu = 0.5 * hidden * (1 + at::tanh(std::sqrt(2 / M_PI) * cube));
        return (y + linear(gelu, "ffn.2") * m[5]).narrow(0, frames - count, count);
    }
};

const CacheSettings kSettings[] = {
    {.kind = CacheKind::Growing},
    {.positions = KeyPositions::ByRank, .sinkFrames = 1, .capacityFrames = 8},
};

} // namespace

TEST_CASE("CausalBlock: block after block equals a dense computation without cache", "[nn][block]")
{
    const auto norm = GENERATE(QkNorm::FullWidth, QkNorm::PerHead);
    const auto which = GENERATE(0, 1);
    Sample sample(norm);
    const CausalBlock block = sample.load();
    const at::Tensor x = sample.random({6, kBlockTokens, 48});
    const at::Tensor modulation = sample.random({6, 6, 48}, 0.3);
    const at::Tensor context = sample.random({5, 48});
    const CrossKeys cross = block.crossKeys(context.unsqueeze(0));
    KvCache cache = sample.cache(kSettings[which]);
    for (const std::int64_t first : {0, 3}) {
        CachedMixer mixer(sample.rotary, {first, 3}, cache);
        const at::Tensor got =
            block(x.narrow(0, first, 3), modulation.narrow(0, first, 3), cross, mixer);
        const at::Tensor expected =
            sample.dense(x.narrow(0, 0, first + 3), modulation.narrow(0, 0, first + 3), context, 3);
        CHECK(distance(got, expected) < 5e-5);
    }
}

TEST_CASE("CausalBlock: a later pass over a block replaces the earlier one", "[nn][block]")
{
    const auto which = GENERATE(0, 1);
    Sample sample(QkNorm::FullWidth);
    const CausalBlock block = sample.load();
    const at::Tensor modulation = sample.random({1, 6, 48}, 0.3);
    const CrossKeys cross = block.crossKeys(sample.random({1, 5, 48}));
    const at::Tensor noisy = sample.random({2, kBlockTokens, 48});
    const at::Tensor clean = sample.random({2, kBlockTokens, 48});
    const at::Tensor next = sample.random({3, kBlockTokens, 48});
    KvCache revisited = sample.cache(kSettings[which]);
    KvCache fresh = sample.cache(kSettings[which]);
    const auto run = [&](const at::Tensor& x, std::int64_t first, KvCache& cache) {
        CachedMixer mixer(sample.rotary, {first, x.size(0)}, cache);
        return block(x, modulation, cross, mixer);
    };
    run(noisy, 0, revisited);
    CHECK(at::equal(run(clean, 0, revisited), run(clean, 0, fresh)));
    CHECK(at::equal(run(next, 2, revisited), run(next, 2, fresh)));
}

TEST_CASE("CausalBlock: one context for all equals the same context for each frame", "[nn][block]")
{
    Sample sample(QkNorm::PerHead);
    const CausalBlock block = sample.load();
    const at::Tensor x = sample.random({3, kBlockTokens, 48});
    const at::Tensor modulation = sample.random({3, 6, 48}, 0.3);
    const at::Tensor context = sample.random({1, 5, 48});
    const auto run = [&](const at::Tensor& contexts) {
        KvCache cache = sample.cache(kSettings[0]);
        CachedMixer mixer(sample.rotary, {0, 3}, cache);
        return block(x, modulation, block.crossKeys(contexts), mixer);
    };
    const at::Tensor shared = run(context);
    CHECK(distance(run(context.expand({3, 5, 48})), shared) < 1e-5);

    at::Tensor differing = context.repeat({3, 1, 1});
    differing[1].add_(sample.random({5, 48}));
    const at::Tensor changed = run(differing);
    CHECK(distance(changed[0], shared[0]) < 1e-5);
    CHECK(distance(changed[1], shared[1]) > 1e-2);
    CHECK(distance(changed[2], shared[2]) < 1e-5);
}

TEST_CASE("DitState: counts the bytes of its caches and contexts", "[nn][block]")
{
    Sample sample(QkNorm::PerHead);
    DitState state;
    for (int layer = 0; layer < 2; ++layer) {
        state.caches.push_back(sample.cache({.capacityFrames = 5}));
        state.cross.push_back(sample.load().crossKeys(at::zeros({3, 7, 48})));
    }
    CHECK(state.kvBytes() == 2 * 2 * 5 * kBlockTokens * 48 * 4);
    CHECK(state.crossBytes() == 2 * 2 * 3 * 7 * 48 * 4);
}
