#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/wan/block_generator.h"
#include "engine/pipeline/wan/decoded_frames.h"
#include "engine/pipeline/wan/wan_model.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace imprint::engine {

/// Conditioning -> latents by one WanRollout, which begins with the first block's prompt. Thread: one, its own.
class WanGeneratorStage final : public BlockGenerator {
public:
    /// config, recipe, settings: of this session (wan_settings.h); shown: what the decoder made, for recipes that recompute.
    /// reference [1, 3, H, W] in [-1, 1]: who speaks; undefined for models that show nobody. beginning: what another session has learnt, or
    /// null.
    WanGeneratorStage(std::shared_ptr<const WanModel> model, const SessionConfig& config,
                      const WanRecipe& recipe, const WanRolloutSettings& settings,
                      DecodedFrames& shown, at::Tensor reference,
                      std::shared_ptr<const Learnt> beginning, std::stop_token stop);

    WanLatents denoise(const WanConditioning& conditioning, const ToldShare& told) override;
    void commit() override;
    GeneratorTimes times() const override { return m_times; }
    IspaFigures ispa() const override;
    std::shared_ptr<const Learnt> learnt() const override { return m_learnt; }
    Ledger ledger() const override;

private:
    WanRolloutHooks hooks();
    void begin(const WanConditioning& conditioning);
    void goOn(const Learnt& beginning, const WanConditioning& conditioning);
    void followOn(const Learnt& beginning, WanLatents& first) const;
    void noteLearnt();
    void takeSettings(const WanConditioning& conditioning);
    WanCondition conditionOf(const WanConditioning& conditioning) const;

    std::shared_ptr<const WanModel> m_model;
    WanRecipe m_recipe;
    WanRolloutSettings m_settings;
    SeededNoise m_noise;
    DecodedFrames& m_shown;
    at::Tensor m_reference; // [1, 3, H, W]; from the first block on its latent [C, h, w]
    std::shared_ptr<const Learnt> m_beginning; // until the first block was made
    std::shared_ptr<const Learnt> m_learnt;
    std::stop_token m_stop;
    ToldShare m_told; // of the block that is made
    std::optional<WanRollout> m_rollout;
    SessionConfig m_config; // of the latest block
    GeneratorTimes m_times;
};

} // namespace imprint::engine
