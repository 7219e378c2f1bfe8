#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/pipeline/dit_run.h"
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
    std::int64_t archivedBlocks =
        0; ///< latest ones that are kept, from which ISPA can begin anew; 0: it cannot
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

    /// latents [F, C, H, W] at this level, of the block that comes next. The block is history afterwards.
    AvatarStep operator()(const at::Tensor& latents, const AvatarSight& sees);

    /// Between two blocks: the latent frames up to this one are not met, and the next block starts here.
    void skipTo(std::int64_t frame);

    /// Has been over all blocks of `before`, but for so many frames, and goes on in its place. Layers that have had their
    /// history all the time, here and there, keep what they hold there.
    void replace(NoiseLevel& before, std::int64_t missingFrames);

    /// Before the first block: layers are local from now on, with what another generation has absorbed. Throws Error(BadConfig).
    void adopt(const AbsorberSettings& ispa, const Absorption& absorption);

    std::int64_t framesSoFar() const { return m_frames; }
    const DitState& state() const { return m_run.state(); }
    /// Null without ISPA.
    const Absorber* absorber() const { return m_run.absorber(); }

    /// KV caches by layer and ISPA's, with the formula's bytes beside them. Between blocks.
    Ledger ledger() const;

private:
    const LiveAvatarDit& m_dit;
    EulerSchedule m_schedule;
    std::int64_t m_step;
    CacheSettings m_cache;
    DitRun m_run;
    std::int64_t m_frames = 0;
};

} // namespace imprint::engine
