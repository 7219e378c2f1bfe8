#pragma once

#include "engine/pipeline/liveavatar/avatar_model.h"
#include "engine/pipeline/liveavatar/condition_latents.h"
#include "engine/pipeline/wan/block_generator.h"
#include "engine/pipeline/wan/noise_source.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace imprint::engine {

/// Conditioning -> latents by one AvatarRollout. The condition is seen when the first block is due, again when the prompt
/// changes, and once when the reference is renewed; what the noise levels remember stays. Where ISPA's settings change it begins
/// anew before the block. Thread: one, its own.
class AvatarGeneratorStage final : public BlockGenerator {
public:
    /// config, sampler, settings: of this session (avatar_settings.h); picture [1, 3, H, W] in [-1, 1]: who speaks. beginning: what another
    /// session has learnt, or null.
    AvatarGeneratorStage(std::shared_ptr<const AvatarModel> model, const SessionConfig& config,
                         const AvatarSampler& sampler, const AvatarSettings& settings,
                         at::Tensor picture, std::shared_ptr<const Learnt> beginning,
                         std::stop_token stop);

    WanLatents denoise(const WanConditioning& conditioning, const ToldShare& told) override;
    void commit() override {} // every level remembers what it saw itself
    GeneratorTimes times() const override { return m_times; }
    std::shared_ptr<const Learnt> learnt() const override { return m_learnt; }

    /// Of a layer in all noise levels together, each of which chooses its own layers: chosen if any of them gave up its history,
    /// with the figures of the one whose correction explains least, and the bytes that all of them freed. So more layers than K may be
    /// chosen, and one that is may still have its history at other levels.
    IspaFigures ispa() const override;

    Ledger ledger() const override;

private:
    void begin();
    ConditionLatents conditionOfStill();
    void noteLearnt();
    bool lookAgain(bool told);
    void takeSettings(const WanConditioning& conditioning);

    std::shared_ptr<const AvatarModel> m_model;
    AvatarSampler m_sampler;
    AvatarSettings m_settings;
    SeededNoise m_noise;
    at::Tensor m_picture;                      // until the first block
    std::shared_ptr<const Learnt> m_beginning; // until the first block
    std::shared_ptr<const Learnt> m_learnt;
    std::stop_token m_stop;
    std::optional<ConditionLatents> m_condition;
    std::optional<AvatarRollout> m_rollout;
    SessionConfig m_config; // of the latest block
    std::int64_t m_blocks = 0;
    GeneratorTimes m_times;
};

/// Bytes of one latent frame that is kept.
std::int64_t bytesPerLatent(const AvatarModel& model, const AvatarSettings& settings);

} // namespace imprint::engine
