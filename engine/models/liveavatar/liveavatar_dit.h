#pragma once

#include "engine/models/liveavatar/condition.h"
#include "engine/models/liveavatar/liveavatar_config.h"
#include "engine/models/liveavatar/voice_encoder.h"
#include "engine/models/liveavatar/voice_injector.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/nn/patch_embedding.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// What one pass over a block meets besides its noise. Values whose tensors are never changed: they may be shared.
struct AvatarSight {
    SeenCondition condition;
    std::vector<CrossKeys> prompt; ///< by layer
    std::vector<VoiceKeys> voice;  ///< by injector
    std::int64_t referencePlace = kReferencePlace;
};

/// LiveAvatar's network: a causal Wan DiT that sees reference and motion as un-rotated keys beside its caches, and hears
/// the voice behind some of its blocks. Its caches belong to one noise level each: a block at a level sees earlier blocks
/// as they were at that level. Const; thread: any; state is an argument.
/// Source: LiveAvatar models/wan/causal_model_s2v.py; specs/avatars.md B1 to B6; parity: liveavatar-dit, liveavatar-keys.
class LiveAvatarDit {
public:
    LiveAvatarDit(WeightReader& weights, const LiveAvatarConfig& config);

    /// Caches of one noise level for latents of height × width, empty.
    DitState makeLevel(std::int64_t height, std::int64_t width, const CacheSettings& cache) const;

    /// context [rows <= text length, text width] -> keys by layer; rows of zeros are put behind it.
    /// Throws Error(BadShape).
    std::vector<CrossKeys> promptKeys(const at::Tensor& context) const;

    /// features [states, width, pictures] of one block, as statesInClips gives them -> what its injectors hear.
    std::vector<VoiceKeys> voiceKeys(const at::Tensor& features) const;

    /// The pass over reference and motion; caches have no part in it.
    /// reference  [channels, 1, H, W], normalised latent of the still
    /// motion     [channels, M, H, W], latents before the clip, oldest first: the last of them count, and what is missing is 0
    /// Throws Error(BadShape) for other shapes, or H and W that are no multiples of 8.
    Condition conditionOf(const at::Tensor& reference, const at::Tensor& motion,
                          const std::vector<CrossKeys>& prompt) const;

    /// One forward over a block.
    /// latent [channels, F, H, W], as the condition's; t [F] fp32, 0 … 1000; frames: where the F frames stand in the clip
    /// Returns the flow [channels, F, H, W]. Throws Error(BadShape).
    at::Tensor operator()(const at::Tensor& latent, const at::Tensor& t, FrameSpan frames,
                          const AvatarSight& sees, DitState& level) const;

    KvShape kvShape(std::int64_t height, std::int64_t width) const
    {
        return m_trunk.kvShape(height, width);
    }
    /// Bytes that one layer has of a condition.
    std::int64_t predictedConditionBytes(std::int64_t height, std::int64_t width) const;

    const WanDit& trunk() const { return m_trunk; }
    const LiveAvatarConfig& config() const { return m_config; }

private:
    ConditionPlaces places(const TokenGrid& grid) const;
    at::Tensor conditionTokens(const at::Tensor& reference, const at::Tensor& motion) const;

    LiveAvatarConfig m_config;
    WanDit m_trunk;
    PatchEmbedding m_pose;
    at::Tensor m_tokenTypes;              // [3, dim]: noisy, reference, motion
    std::vector<PatchEmbedding> m_motion; // by size of patch
    VoiceEncoder m_voice;
    std::vector<VoiceInjector> m_injectors;
};

} // namespace imprint::engine
