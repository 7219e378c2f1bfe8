#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/liveavatar/avatar_view.h"
#include "engine/pipeline/liveavatar/noise_level.h"
#include "engine/pipeline/wan/noise_source.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace imprint::engine {

/// How LiveAvatar gets from noise to a block.
struct AvatarSampler {
    std::int64_t blockFrames = 3;
    std::int64_t steps = 4;
    double shift = 3.0;
};

/// What a rollout asks and tells others.
struct AvatarRolloutHooks {
    ReferenceDistance referenceDistance; ///< must be there

    /// What it throws ends the rollout. May be empty.
    std::function<void(std::int64_t block, std::int64_t step, const AvatarStep& made)> onStep;
};

/// What a session's settings ask of ISPA for this model: each level passes over a block once, and the condition, which no
/// layer gives up, is all that it has of sinks.
std::optional<AbsorberSettings> avatarIspaSettings(const SessionConfig& config,
                                                   const AvatarSampler& sampler);

/// Makes one block of latents after the other from the voice, all noise levels in turn. There is no clean pass: each level
/// remembers what it saw itself. Latents are [F, C, H, W], normalised. Owned by one session; thread: the generator's.
/// Source: LiveAvatar causal_s2v_pipeline.py; specs/avatars.md B4 to B7; parity: liveavatar-pipeline.
class AvatarRollout {
public:
    /// dit and noise must outlive it. Throws Error(BadConfig).
    AvatarRollout(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                  const AvatarSettings& settings, NoiseSource& noise, AvatarRolloutHooks hooks);

    /// What its blocks see: prompt and condition, before the first block or between two. What the levels remember stays.
    AvatarView& view() { return m_view; }

    /// Clean latents of the next block, whose voice has these features [states, width, 4 · F]. Prompt and condition must be
    /// there.
    at::Tensor next(const at::Tensor& features);

    std::int64_t framesSoFar() const { return m_levels.front()->framesSoFar(); }
    const NoiseLevel& level(std::int64_t step) const
    {
        return *m_levels.at(static_cast<std::size_t>(step));
    }
    std::int64_t levels() const { return static_cast<std::int64_t>(m_levels.size()); }

    /// KV caches of all levels and the condition by layer, ISPA's, and the prompt's keys, with the formula's bytes beside
    /// them. Between blocks.
    Ledger ledger() const;

private:
    const LiveAvatarDit& m_dit;
    AvatarSampler m_sampler;
    AvatarSettings m_settings;
    NoiseSource& m_noise;
    AvatarRolloutHooks m_hooks;
    std::vector<std::unique_ptr<NoiseLevel>> m_levels; // noisiest first
    AvatarView m_view;
    std::int64_t m_blocks = 0;
};

} // namespace imprint::engine
