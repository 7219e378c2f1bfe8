#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/pipeline/liveavatar/euler_schedule.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace imprint::engine {

struct AvatarSettings {
    std::int64_t height = 0; ///< of a latent frame
    std::int64_t width = 0;
    std::int64_t windowFrames =
        12; ///< latent frames in the ring of a noise level, current block included
    KvType storage = KvType::Float;
    std::optional<AbsorberSettings> ispa; ///< layers that give up their history after a warm-up
};

/// How a layer of a noise level keeps its history at first.
CacheSettings ringOf(const AvatarSettings& settings);

/// What one step has led to, [F, C, H, W].
struct AvatarStep {
    at::Tensor flow;
    at::Tensor next; ///< the latents at the next noise level
};

/// One noise level of one generation: its caches and, with ISPA, what stands in for their history. It sees earlier blocks as
/// they were at its own level, and nothing of other levels: a generation may give each level a worker of its own, through
/// which blocks pass in order. Owned by one session; thread: that of its worker.
class NoiseLevel {
public:
    /// dit must outlive it. Throws Error(BadConfig).
    NoiseLevel(const LiveAvatarDit& dit, const EulerSchedule& schedule, std::int64_t step,
               const AvatarSettings& settings);
    NoiseLevel(const NoiseLevel&) = delete; // the absorber refers to the state
    NoiseLevel& operator=(const NoiseLevel&) = delete;

    /// latents [F, C, H, W] at this level, of the block that comes next. The block is history afterwards.
    AvatarStep operator()(const at::Tensor& latents, const AvatarSight& sees);

    std::int64_t framesSoFar() const { return m_frames; }
    const DitState& state() const { return m_state; }
    /// Null without ISPA.
    const Absorber* absorber() const { return m_absorber ? &*m_absorber : nullptr; }

    /// KV caches by layer and ISPA's, with the formula's bytes beside them. Between blocks.
    Ledger ledger() const;

private:
    const LiveAvatarDit& m_dit;
    EulerSchedule m_schedule;
    std::int64_t m_step;
    AvatarSettings m_settings;
    CacheSettings m_cache;
    DitState m_state; // the absorber refers to it
    std::optional<Absorber> m_absorber;
    std::int64_t m_frames = 0;
};

} // namespace imprint::engine
