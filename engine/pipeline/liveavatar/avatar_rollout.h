#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/liveavatar/avatar_archive.h"
#include "engine/pipeline/liveavatar/avatar_view.h"
#include "engine/pipeline/liveavatar/noise_level.h"
#include "engine/pipeline/wan/noise_source.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace imprint::engine {

inline constexpr std::int64_t kPicturesOfLatent = 4; ///< whose voice a latent frame hears

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

    /// Before a level goes over a block again. What it throws ends the rollout. May be empty.
    std::function<void()> onReplay;
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

    /// Between two blocks: ISPA begins anew with these settings at every level, or ends. All layers get their history back, made
    /// again from what each level was given, as it was made first; if they are to give it up again, they learn from the last T_warm
    /// frames and do so at once. Where the clip is younger, or the archive does not reach so far back, the warm-up goes on.
    /// Layers that have had their history all the time keep what they hold. One level after the other, so that one more than
    /// usual is held at most. Exact while the archive reaches back to the first block. Throws Error(BadConfig), changing nothing.
    void restartIspa(const std::optional<AbsorberSettings>& ispa);

    /// Before the first block: every level begins with what another generation has absorbed at it. ispa: what was asked for there; the
    /// rollout itself was made without. Throws Error(BadConfig).
    void adopt(const AbsorberSettings& ispa, const std::vector<Absorption>& absorptions);

    /// What was absorbed, of every level; empty until all of them have.
    std::vector<Absorption> absorptions() const;

    std::int64_t framesSoFar() const { return m_levels.front()->framesSoFar(); }
    const NoiseLevel& level(std::int64_t step) const
    {
        return *m_levels.at(static_cast<std::size_t>(step));
    }
    std::int64_t levels() const { return static_cast<std::int64_t>(m_levels.size()); }

    /// KV caches of all levels and the condition by layer, ISPA's, the prompt's keys and the archive, with the formula's bytes
    /// beside them. A layer's figures are those of all levels together, each of which chooses its own layers. Between blocks.
    Ledger ledger() const;

private:
    at::Tensor noiseOf(std::int64_t block, std::int64_t firstFrame) const;
    void archive(std::vector<at::Tensor> given, const at::Tensor& features);
    void replay(NoiseLevel& level, std::int64_t step) const;

    const LiveAvatarDit& m_dit;
    AvatarSampler m_sampler;
    EulerSchedule m_schedule;
    AvatarSettings m_settings;
    NoiseSource& m_noise;
    AvatarRolloutHooks m_hooks;
    std::vector<std::unique_ptr<NoiseLevel>> m_levels; // noisiest first
    AvatarView m_view;
    AvatarArchive m_archive;
    std::shared_ptr<const AvatarSources>
        m_archivedOf; // of the view, of which the archive has a copy
    std::shared_ptr<const AvatarSources> m_archivedSources;
    std::int64_t m_blocks = 0;
};

/// Blocks that such a session keeps: enough to learn T_warm frames behind a full ring, with another ring before it. More would
/// be more exact behind a long clip, but to go over a block again takes as long as to make one.
std::int64_t archivedBlocksFor(const SessionConfig& config, const AvatarSampler& sampler,
                               std::int64_t windowFrames);

/// Bytes of an archive by formula after so many blocks, which saw `views` different things of so many bytes.
std::int64_t predictedArchiveBytes(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                                   const AvatarSettings& settings, std::int64_t blocks,
                                   std::int64_t viewBytes);

} // namespace imprint::engine
