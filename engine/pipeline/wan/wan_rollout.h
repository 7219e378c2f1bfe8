#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/ispa/absorber.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/pipeline/dit_run.h"
#include "engine/pipeline/session_persona.h"
#include "engine/pipeline/wan/flow_schedule.h"
#include "engine/pipeline/wan/noise_source.h"
#include "engine/pipeline/wan/prompt_plan.h"
#include "engine/pipeline/wan/wan_archive.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

struct WanRolloutSettings {
    std::int64_t height = 0; ///< of a latent frame
    std::int64_t width = 0;
    KvType storage = KvType::Float;
    /// A cache that grows: latent frames that it holds at most, of them so many first ones for ever; 0: as the recipe says.
    std::int64_t capFrames = 0;
    std::int64_t capSinkFrames = 0;
    std::optional<AbsorberSettings> ispa; ///< layers that give up their history after a warm-up
    /// Of the clean latents, from which ISPA can begin anew; nothing: it cannot.
    std::optional<ArchiveLimits> archive;
    std::int64_t conditionValues =
        0; ///< per latent frame, of what it keeps of each block's condition
};

/// How every layer's cache is kept at first. Throws Error(BadConfig) for a cap of a cache that does not grow.
CacheSettings cacheSettingsOf(const WanRecipe& recipe, const WanRolloutSettings& settings);

/// What a session's settings ask of ISPA, for a model that makes its blocks as the recipe says.
std::optional<AbsorberSettings> ispaSettings(const SessionConfig& config, const WanRecipe& recipe);

/// What a block is made under besides its prompt. All of it may be missing.
struct WanCondition {
    at::Tensor channels; ///< [F, C', H, W]: goes into the network behind the channels that are made
    TokenChange behindBlock; ///< goes into every pass over the block
    at::Tensor
        known; ///< [k, C, H, W]: the block's first frames, which are not made: they are these
    at::Tensor
        source; ///< what it was made of: all that an archive keeps of it, for WanRolloutHooks::conditionOf
};

/// What one denoising step has led to.
struct WanStep {
    std::int64_t block = 0; ///< counted from the first generated one
    std::int64_t step = 0;
    double time = 0;
    at::Tensor input; ///< what was denoised [F, C, H, W]
    at::Tensor flow;  ///< what the network said of it
    at::Tensor clean; ///< estimate; known frames are what they are
};

/// What a rollout asks and tells others.
struct WanRolloutHooks {
    std::function<void(const WanStep&)> onStep; ///< what it throws ends the rollout

    /// After the pass that leaves a block's clean keys and values behind; its number is the one after the last step's.
    std::function<void(const WanStep&)> onCommit;

    /// For recipes that recompute: the first frame of the context of a block, encoded anew from the video [1, C, H, W].
    std::function<at::Tensor(std::int64_t block)> firstContextFrame;

    /// For blocks that are made under a condition: it once more, of its source.
    std::function<WanCondition(FrameSpan frames, const at::Tensor& source)> conditionOf;
};

/// Makes one block of latents after the other as a recipe says: one class for all causal models of the Wan family.
/// Latents are [F, C, H, W], normalised, in the network's type. Owned by one session; thread: the generator's.
/// Source: the inference pipelines of Self-Forcing, LongLive v1.0, Causal-Forcing and realtime-video;
/// specs/wan-causal.md sections 3 and 4; parity: t2v-pipeline.
class WanRollout {
public:
    /// dit and noise must outlive the rollout. prompt [text rows, text width]: what the clip begins with.
    /// Throws Error(BadConfig).
    WanRollout(const WanDit& dit, const WanRecipe& recipe, const WanRolloutSettings& settings,
               const at::Tensor& prompt, NoiseSource& noise, WanRolloutHooks hooks = {});
    WanRollout(const WanRollout&) = delete; // the hooks of its owner refer to it
    WanRollout& operator=(const WanRollout&) = delete;

    /// Before the first block: the clip begins with these latents, whole blocks. Throws Error(BadInput), also if blocks of this
    /// network need channels that are not made.
    void begin(const at::Tensor& given);

    /// Before the first block: the clip goes on where the blocks of another one end, with what that one absorbed. The blocks come again as
    /// they were made, bit for bit, and are the first of this clip too. ispa: what was asked for there; the rollout itself was made
    /// without. learnt: of such a network, see learnt(). Throws Error(BadConfig).
    void begin(const Learnt& learnt, const AbsorberSettings& ispa);

    /// What another clip could begin with, the first blocks up to this many frames; nothing while no layer has given up its history, or
    /// there are not so many frames yet, or they were given. Its settings are left open.
    std::optional<Learnt> learnt(std::int64_t frames) const;

    /// Blocks that start at latent frame `fromFrame` or behind it shall have this prompt; the first of them begins a shot, or the
    /// scene goes on.
    void requestPrompt(const at::Tensor& prompt, std::int64_t fromFrame, bool beginsShot = false);

    /// Clean latents of the next block. Leaves the caches with the keys and values of a noisy pass: commit() must follow.
    /// Throws Error(BadConfig) when the recipe's longest clip is full, Error(BadShape) for a condition that does not fit.
    at::Tensor denoise(const WanCondition& condition = {});

    /// Makes the block history.
    void commit();

    /// Between two blocks: ISPA begins anew with these settings, or ends. All layers get their history back, made again from the
    /// clean latents as it was made first, and if they are to give it up again, they learn from the last T_warm frames and do so at
    /// once; where the clip is younger, the warm-up goes on. Layers that have had their history all the time keep what they hold.
    /// Exact while the archive reaches back to the first block. Throws Error(BadConfig), changing nothing.
    void restartIspa(const std::optional<AbsorberSettings>& ispa);

    /// The next block's frames of the clip.
    FrameSpan nextFrames() const { return {m_frames, m_recipe.sampler.blockFrames}; }
    std::int64_t framesSoFar() const { return m_frames; }
    /// That of the last block, before the first one what the clip begins with.
    const at::Tensor& prompt() const { return m_prompts.current(); }
    /// Over the next block: its denoising steps, and the clean pass where there is one.
    std::size_t passesOfNext() const { return stepsOfNext().size() + (recomputes() ? 0 : 1); }
    const DitState& state() const { return m_run->state(); }
    /// Null without ISPA.
    const Absorber* absorber() const { return m_run->absorber(); }

    /// KV caches by layer, the prompt's keys and values, ISPA's and the archive, with the formula's bytes beside them. Between blocks.
    Ledger ledger() const;

private:
    bool recomputes() const;
    FrameSpan placeInCache() const;
    std::int64_t rememberedFrames() const;
    const std::vector<FlowLevel>& stepsOfNext() const;
    std::int64_t conditionChannels() const;
    void requireFits(const WanCondition& condition) const;
    /// Where a block stands in the clip.
    struct BlockPlace {
        FrameSpan frames;
        std::int64_t shot = 0;
    };

    std::unique_ptr<DitRun> makeRun(const std::optional<AbsorberSettings>& ispa) const;
    at::Tensor noiseOf(std::int64_t block, std::size_t step) const;
    at::Tensor pass(DitRun& run, const at::Tensor& x, double time, const at::Tensor& prompt,
                    const WanPass& pass, std::int64_t number) const;
    at::Tensor pass(const at::Tensor& x, double time, const WanPass& pass, std::int64_t number)
    {
        return this->pass(*m_run, x, time, m_prompts.current(), pass, number);
    }
    at::Tensor blockPass(DitRun& run, const at::Tensor& x, double time, const at::Tensor& prompt,
                         const BlockPlace& place, const WanCondition& condition,
                         std::int64_t number) const;
    at::Tensor blockPass(const at::Tensor& x, double time, std::int64_t number)
    {
        return blockPass(*m_run, x, time, m_prompts.current(), {placeInCache(), m_prompts.shot()},
                         m_condition, number);
    }
    void keepShotStart(DitRun& run, const BlockPlace& block, std::int64_t shotBefore) const;
    void recompute();
    void changePrompt(DitRun& run, const at::Tensor& prompt, const at::Tensor& latest,
                      std::int64_t frames) const;
    void replay(DitRun& run, const ArchivedBlock& block) const;
    at::Tensor replayArchive(DitRun& run) const;
    void finish(const at::Tensor& clean, std::int64_t block, const at::Tensor& source = {});
    void archive(const at::Tensor& clean, std::int64_t block, const at::Tensor& source);
    BlockPlace placeOf(const ArchivedBlock& block) const;
    WanCondition conditionOf(const ArchivedBlock& block) const;

    const WanDit& m_dit;
    WanRecipe m_recipe;
    WanRolloutSettings m_settings;
    NoiseSource& m_noise;
    WanRolloutHooks m_hooks;
    FlowSchedule m_schedule;
    std::vector<FlowLevel> m_steps;
    std::vector<FlowLevel> m_firstSteps;
    PromptPlan m_prompts;
    CacheSettings m_cache;
    std::unique_ptr<DitRun> m_run;
    std::optional<WanArchive> m_archive;
    std::int64_t m_frames = 0;
    std::int64_t m_blocks = 0; // generated ones
    std::int64_t m_shot = 0;   // of the last block that is history
    WanCondition m_condition;  // of the block that is made
    at::Tensor m_made;         // denoised, not committed
    at::Tensor m_first;        // [1, C, H, W]
    at::Tensor m_latest;       // [F, C, H, W]: as many as are used again
};

} // namespace imprint::engine
