#pragma once

#include "engine/core/fields.h"
#include "engine/nn/causal_block.h"
#include "engine/nn/patch_embedding.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of a causal Wan 2.1 DiT, under the names of the published config.json. They come from a manifest or a case
/// and are checked against the file, never guessed from it.
struct WanDitConfig {
    std::int64_t dim = 1536;
    std::int64_t ffnDim = 8960;
    std::int64_t heads = 12;
    std::int64_t layers = 30;
    std::int64_t textLength = 512;
    std::int64_t textDim = 4096;
    std::int64_t timeDim = 256;
    std::int64_t inChannels = 16;
    std::int64_t outChannels = 16;
    double epsilon = 1e-6;
};

template <class Config, class Visitor>
requires ConfigOf<Config, WanDitConfig>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"dim", "Width"}, c.dim, Limits{8, 16384});
    visit(Field{"ffn_dim", "Width of the feed-forward layer"}, c.ffnDim, Limits{8, 65536});
    visit(Field{"num_heads", "Attention heads"}, c.heads, Limits{1, 256});
    visit(Field{"num_layers", "Transformer blocks"}, c.layers, Limits{1, 256});
    visit(Field{"text_len", "Rows of a prompt embedding"}, c.textLength, Limits{1, 8192});
    visit(Field{"text_dim", "Width of a prompt embedding"}, c.textDim, Limits{8, 65536});
    visit(Field{"freq_dim", "Width of the time sinusoid"}, c.timeDim, Limits{2, 65536});
    visit(Field{"in_dim", "Latent channels in"}, c.inChannels, Limits{1, 1024});
    visit(Field{"out_dim", "Latent channels out"}, c.outChannels, Limits{1, 1024});
    visit(Field{"eps", "Epsilon of every norm"}, c.epsilon, Range<double>{0.0, 0.1});
}

/// What happens to the tokens [F, S, dim] that leave a block, counted from 0, on their way to the next one: how networks that
/// hear are told of sound. Keeps their shape and type.
using TokenChange = std::function<at::Tensor(std::size_t block, const at::Tensor& tokens)>;

/// One pass of the network over frames of a clip.
struct WanPass {
    FrameSpan frames; ///< where they stand in the clip
    PassKind kind = PassKind::Block;
    /// Added to the temporal positions of these frames; what is in the caches keeps those that it has. A new shot.
    double timeOffset = 0;
    TokenChange behindBlock = {}; ///< none: tokens go on as they are
};

/// What timesteps are to the network.
struct WanTimes {
    at::Tensor embedding;  ///< [F, dim], for the head
    at::Tensor modulation; ///< [F, 6, dim], for the blocks
};

/// The causal diffusion transformer of the Wan 2.1 family with KV cache (Self-Forcing, LongLive, Causal-Forcing, Krea):
/// one class, sizes by config, what the cache keeps by policy. Const; state is an argument.
/// Source: Self-Forcing wan/modules/causal_model.py; specs/wan-causal.md section 2; parity: wan-dit-causal cases.
class WanDit {
public:
    /// Tensor names are the original Wan ones below `scope` ("" in published files without prefix).
    WanDit(WeightReader& weights, const std::string& scope, const WanDitConfig& config);

    /// What a layer's cache stores per frame for latents of height × width.
    KvShape kvShape(std::int64_t height, std::int64_t width) const;

    /// Caches for latents of height × width, empty.
    DitState makeState(std::int64_t height, std::int64_t width, const CacheSettings& cache) const;

    /// One forward.
    /// latent   [in channels, F, H, W], H and W even, as given to makeState
    /// t        [F] fp32, timestep of each frame, 0 … 1000
    /// context  [text length, text width], zero behind the real rows; read only while state.cross is empty
    /// pass     over which F frames, and what for
    /// Returns the flow [out channels, F, H, W]. Throws Error(BadShape) on any other shape.
    at::Tensor operator()(const at::Tensor& latent, const at::Tensor& t, const at::Tensor& context,
                          const WanPass& pass, DitState& state) const;

    // Its parts, for networks that put something between them: operator() is these in order.

    /// latent [in channels, F, H, W], H and W even -> tokens [F, S, dim] in the network's type.
    at::Tensor tokensOf(const at::Tensor& latent) const { return m_patches(latent); }
    /// t [F] fp32, 0 … 1000.
    WanTimes timesOf(const at::Tensor& t) const;
    /// context [text length, text width] -> keys and values by layer.
    std::vector<CrossKeys> promptKeys(const at::Tensor& context) const;
    /// tokens [F, rows·columns, dim] behind the last block -> flow [out channels, F, 2·rows, 2·columns].
    at::Tensor flowOf(const at::Tensor& tokens, const WanTimes& times, std::int64_t rows,
                      std::int64_t columns) const;

    /// Bytes of the keys and values that one prompt has in the state.
    std::int64_t predictedCrossBytes() const;

    /// That the weights have, and everything is computed in.
    at::ScalarType type() const { return m_patches.type(); }
    const WanDitConfig& config() const { return m_config; }
    const std::vector<CausalBlock>& blocks() const { return m_blocks; }
    /// Of each block's self-attention, as ISPA changes it.
    std::vector<at::Tensor> outputWeights() const;

private:
    at::Tensor unpatchify(const at::Tensor& tokens, std::int64_t rows, std::int64_t columns) const;

    WanDitConfig m_config;
    PatchEmbedding m_patches;
    Linear m_text0;
    Linear m_text2;
    Linear m_time0;
    Linear m_time2;
    Linear m_timeProjection;
    std::vector<CausalBlock> m_blocks;
    at::Tensor m_headModulation; // [1, 2, dim]
    Linear m_head;
};

} // namespace imprint::engine
