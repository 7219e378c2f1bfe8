#pragma once

#include "engine/models/wan_vae/wan_vae.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <stop_token>

namespace imprint::engine {

/// Latents of a clip in which nothing moves: the picture [1, 3, H, W] in [-1, 1] for as long as `count` latents take.
/// Returns [C, count, h, w] fp32, normalised. Throws Error(Stopped) between two latents.
at::Tensor stillLatents(const WanVaeEncoder& encoder, const at::Tensor& picture, std::int64_t count,
                        const std::stop_token& stop);

/// Of what the condition of a clip is made: the reference, and the motion before the clip, which is a still at first. Once, if
/// the recipe says so, what was made takes their place; the latents themselves do, nothing is decoded and encoded again.
/// Owned by one session; thread: the generator's. Source: LiveAvatar causal_s2v_pipeline_tpp.py; specs/avatars.md B4, B5.
class ConditionLatents {
public:
    /// still [C, M, h, w], of stillLatents: the motion. Its second latent is the reference: the first one is of a single frame,
    /// unlike all that the network makes.
    ConditionLatents(const at::Tensor& still, const AvatarReference& policy);

    /// As they were seen before, by another clip. renewed: what had been made there was in the still's place, so that it stays.
    ConditionLatents(at::Tensor reference, at::Tensor motion, const AvatarReference& policy,
                     bool renewed);

    const at::Tensor& reference() const { return m_reference; } ///< [C, 1, h, w]
    const at::Tensor& motion() const { return m_motion; }       ///< [C, M, h, w]

    /// The last `count` frames of the motion [count, C, h, w].
    at::Tensor lastMotion(std::int64_t count) const;

    /// The next block begins: returns whether what was made has taken the place of what was there.
    bool advance();

    /// That block was made: its latents [F, C, h, w].
    void add(const at::Tensor& block);

    /// Whether what was made is in the still's place.
    bool isRenewed() const { return m_renewed; }

    std::int64_t bytes() const;
    /// The same by formula.
    std::int64_t predictedBytes(std::int64_t bytesPerLatent) const
    {
        return predictedBytes(m_policy, m_motion.size(1), bytesPerLatent, m_blocks);
    }

    /// The same by formula after so many blocks. motionFrames: M; bytesPerLatent: of one frame.
    static std::int64_t predictedBytes(const AvatarReference& policy, std::int64_t motionFrames,
                                       std::int64_t bytesPerLatent, std::int64_t blocks);

private:
    AvatarReference m_policy;
    at::Tensor m_reference;
    at::Tensor m_motion;
    at::Tensor m_nextReference; // [C, 1, h, w]; these two are undefined unless they will be needed
    at::Tensor m_nextMotion;    // [C, M, h, w]
    std::int64_t m_blocks = 0;
    bool m_renewed = false;
};

} // namespace imprint::engine
