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
/// changes, and once when the reference is renewed; what the noise levels remember stays. Thread: one, its own.
class AvatarGeneratorStage final : public BlockGenerator {
public:
    /// sampler, settings: of this session (avatar_settings.h); picture [1, 3, H, W] in [-1, 1]: who speaks.
    AvatarGeneratorStage(std::shared_ptr<const AvatarModel> model, const AvatarSampler& sampler,
                         const AvatarSettings& settings, std::uint64_t seed, at::Tensor picture,
                         std::stop_token stop);

    WanLatents denoise(const WanConditioning& conditioning, const ToldShare& told) override;
    void commit() override {} // every level remembers what it saw itself
    GeneratorTimes times() const override { return m_times; }

    /// Of a layer in all noise levels together: chosen if any of them gave up its history, with the figures of the one whose
    /// correction explains least.
    IspaFigures ispa() const override;

    Ledger ledger() const override;

private:
    void begin();
    bool lookAgain(const std::string& prompt);

    std::shared_ptr<const AvatarModel> m_model;
    AvatarSampler m_sampler;
    AvatarSettings m_settings;
    SeededNoise m_noise;
    std::uint64_t m_seed;
    at::Tensor m_picture; // until the first block
    std::stop_token m_stop;
    std::optional<ConditionLatents> m_condition;
    std::optional<AvatarRollout> m_rollout;
    std::optional<std::string> m_prompt; // of the latest block
    std::int64_t m_blocks = 0;
    GeneratorTimes m_times;
};

/// Bytes of one latent frame that is kept.
std::int64_t bytesPerLatent(const AvatarModel& model, const AvatarSettings& settings);

} // namespace imprint::engine
