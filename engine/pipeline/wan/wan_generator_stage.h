#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_stats.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/wan/decoded_frames.h"
#include "engine/pipeline/wan/wan_feature_stage.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace imprint::engine {

/// Generator stage -> decoder stage.
struct WanLatents {
    std::int64_t block = 0;
    std::int64_t firstFrame = 0;
    int videoFrames = 0;
    at::Tensor latents; ///< [F, C, h, w]
};

/// Conditioning -> latents by one WanRollout, which begins with the first block's prompt. Thread: one, its own.
class WanGeneratorStage {
public:
    /// recipe, settings: of this session (wan_settings.h); shown: what the decoder made, for recipes that recompute.
    WanGeneratorStage(std::shared_ptr<const WanModel> model, const WanRecipe& recipe,
                      const WanRolloutSettings& settings, std::uint64_t seed, DecodedFrames& shown,
                      std::stop_token stop);

    /// Makes the next block: what can be decoded and shown at once. Throws Error(Stopped) between two steps.
    WanLatents denoise(const WanConditioning& conditioning);

    /// Writes the block that was made into the caches. Once per block, before the next.
    void commit();

    GeneratorTimes times() const { return m_times; }

    /// What ISPA has found so far; all zero without it.
    IspaFigures ispa() const;

    /// Caches and ISPA, with the formula's bytes beside them; nothing before the first block.
    Ledger ledger() const;

private:
    WanRolloutHooks hooks();
    void takePrompt(const WanConditioning& conditioning);

    std::shared_ptr<const WanModel> m_model;
    WanRecipe m_recipe;
    WanRolloutSettings m_settings;
    SeededNoise m_noise;
    DecodedFrames& m_shown;
    std::stop_token m_stop;
    std::optional<WanRollout> m_rollout;
    std::string m_prompt; // of the latest block
    GeneratorTimes m_times;
};

} // namespace imprint::engine
