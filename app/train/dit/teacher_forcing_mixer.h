#pragma once

#include "app/train/dit/block_layout.h"
#include "engine/nn/self_mixer.h"

namespace imprint::train {

/// Self-attention of whole samples at once: each group of slots sees what a generation's cache would hold for it.
/// The frames of B samples lie behind each other: frame b·T + t is slot t of sample b.
class TeacherForcingMixer final : public engine::SelfMixer {
public:
    /// rotary, layout must outlive the mixer.
    TeacherForcingMixer(const engine::Rotary& rotary, const BlockLayout& layout,
                        std::int64_t samples);

    /// q, k, v [B·T, S, heads, width] -> [B·T, S, heads·width].
    at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) override;

private:
    /// Rows of m_turns.
    struct Rows {
        std::int64_t first = 0;
        std::int64_t count = 0;
    };
    /// Of a group some of whose latents were evicted; none: its latents are turned by their index.
    struct GroupRows {
        Rows queries;
        Rows keys;

        bool byIndex() const { return queries.count == 0; }
    };

    /// x [B, n, S, heads, width] turned to the positions of its n frames.
    at::Tensor turned(const at::Tensor& x, Rows rows) const;
    at::Tensor pick(const at::Tensor& x, const std::vector<std::int64_t>& slots) const;

    const engine::Rotary& m_rotary;
    const BlockLayout& m_layout;
    std::int64_t m_samples;
    at::Tensor m_turns; // of all positions
    Rows m_byIndex;     // of the slots' latents
    std::vector<GroupRows> m_groups;
};

} // namespace imprint::train
