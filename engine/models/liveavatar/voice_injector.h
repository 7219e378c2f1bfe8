#pragma once

#include "engine/models/liveavatar/voice_encoder.h"
#include "engine/nn/causal_block.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>

namespace imprint::engine {

/// What one injector hears of a block of F latent frames. Made once, for all passes over the block.
struct VoiceKeys {
    at::Tensor shift;   ///< [F, 1, dim]
    at::Tensor scale;   ///< [F, 1, dim]
    CrossKeys perFrame; ///< [F, streams + 1, heads, width]
};

/// Lets the tokens of a latent frame hear its voice: an adaptive norm without gate, then cross-attention, added.
/// Const; thread: any. Source: LiveAvatar wan_2_2/modules/s2v/audio_utils.py, AudioInjector_WAN; specs/avatars.md B6.
class VoiceInjector {
public:
    /// Reads the injector of this rank: `audio_injector.injector.<rank>` and `.injector_adain_layers.<rank>`.
    VoiceInjector(WeightReader& weights, std::int64_t rank, const LiveAvatarConfig& config);

    VoiceKeys keysOf(const VoiceTokens& voice) const;

    /// x [F, S, dim] -> what is added to it, same shape.
    at::Tensor operator()(const at::Tensor& x, const VoiceKeys& keys) const;

private:
    at::Tensor splitHeads(const at::Tensor& x) const;

    std::int64_t m_heads;
    Linear m_modulation; // [2·dim, dim], rows shift, scale
    Linear m_q;
    Linear m_kv; // [2·dim, dim], rows k, v
    Linear m_out;
    RmsNorm m_normQ;
    RmsNorm m_normK;
};

} // namespace imprint::engine
