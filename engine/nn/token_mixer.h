#pragma once

#include "engine/nn/rotary.h"
#include "engine/nn/self_mixer.h"
#include "engine/nn/token_cache.h"

namespace imprint::engine {

/// What CachedMixer is for whole frames, for a cache of single tokens; with one that never has to drop any, it gives the
/// bytes that CachedMixer gives with a growing cache and positions by rank.
class TokenMixer final : public SelfMixer {
public:
    /// rotary and cache must outlive the mixer; block: where the F frames stand in the clip.
    TokenMixer(const Rotary& rotary, FrameSpan block, TokenCache& cache);

    at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) override;

private:
    const Rotary& m_rotary;
    FrameSpan m_block;
    TokenCache& m_cache;
};

} // namespace imprint::engine
