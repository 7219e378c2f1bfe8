#include "engine/pipeline/wan/wan_generator_stage.h"

#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <utility>

namespace imprint::engine {
namespace {

[[noreturn]] void throwStopped()
{
    throw Error(ErrorCode::Stopped, "the generator was stopped");
}

bool beginsShot(const std::string& prompt, const WanPrompts& prompts)
{
    return !prompts.shotPrefix.empty() && prompt.starts_with(prompts.shotPrefix);
}

} // namespace

WanGeneratorStage::WanGeneratorStage(std::shared_ptr<const WanModel> model,
                                     const SessionConfig& config, const WanRecipe& recipe,
                                     const WanRolloutSettings& settings, DecodedFrames& shown,
                                     at::Tensor reference, std::stop_token stop)
    : m_model(std::move(model))
    , m_recipe(recipe)
    , m_settings(settings)
    , m_noise(config.seed)
    , m_shown(shown)
    , m_reference(std::move(reference))
    , m_stop(std::move(stop))
    , m_config(config)
{
}

WanRolloutHooks WanGeneratorStage::hooks()
{
    WanRolloutHooks hooks;
    hooks.onStep = [this](const WanStep& step) {
        if (m_stop.stop_requested())
            throwStopped();
        const std::size_t passes = m_rollout->passesOfNext(); // the clean one is the last
        if (m_told)
            m_told(static_cast<double>(step.step + 1) / static_cast<double>(passes));
    };
    if (m_recipe.cache.kind == WanCacheKind::Recompute)
        hooks.firstContextFrame = [this](std::int64_t) {
            const at::Tensor frame = m_shown.oldestBehind(m_rollout->framesSoFar(), m_stop);
            if (!frame.defined())
                throwStopped();
            WanVaeEncoder::State still;
            return (*m_model->parts().encoder())(frame, still);
        };
    if (m_reference.defined())
        hooks.conditionOf = [this](FrameSpan frames, const at::Tensor& sound) {
            return speakingCondition(m_reference, frames, sound);
        };
    return hooks;
}

void WanGeneratorStage::begin(const WanConditioning& conditioning)
{
    if (m_reference.defined()) {
        WanVaeEncoder::State still;
        m_reference = (*m_model->parts().encoder())(m_reference, still)[0];
    }
    m_rollout.emplace(m_model->dit(), m_recipe, m_settings, conditioning.prompt, m_noise, hooks());
}

WanCondition WanGeneratorStage::conditionOf(const WanConditioning& conditioning) const
{
    if (!m_reference.defined())
        return {};
    return speakingCondition(m_reference, m_rollout->nextFrames(), conditioning.sound);
}

void WanGeneratorStage::takeSettings(const WanConditioning& conditioning)
{
    const SessionConfig& config = *conditioning.config;
    if (!m_rollout)
        begin(conditioning);
    else if (config.prompt != m_config.prompt)
        m_rollout->requestPrompt(conditioning.prompt, m_rollout->framesSoFar(),
                                 beginsShot(config.prompt, m_recipe.prompts));
    if (!askSameOfIspa(config, m_config))
        m_rollout->restartIspa(ispaSettings(config, m_recipe));
    m_config = config;
}

WanLatents WanGeneratorStage::denoise(const WanConditioning& conditioning, const ToldShare& told)
{
    const WorkWatch watch;
    m_told = told;
    takeSettings(conditioning);
    WanLatents made{.block = conditioning.block,
                    .videoFrames = conditioning.videoFrames,
                    .latents = m_rollout->denoise(conditionOf(conditioning))};
    m_times.denoise = watch.elapsed();
    return made;
}

void WanGeneratorStage::commit()
{
    const WorkWatch watch;
    m_rollout->commit();
    m_times.context = watch.elapsed();
}

IspaFigures WanGeneratorStage::ispa() const
{
    const Absorber* absorber = m_rollout ? m_rollout->absorber() : nullptr;
    return absorber ? ispaFigures(*absorber) : IspaFigures{};
}

Ledger WanGeneratorStage::ledger() const
{
    if (!m_rollout)
        return {};
    Ledger ledger = m_rollout->ledger();
    if (m_reference.defined())
        ledger.add({.consumer = MemoryConsumer::ReferenceState,
                    .measuredBytes = static_cast<std::int64_t>(m_reference.nbytes()),
                    .predictedBytes = referenceBytes(m_recipe, m_settings)});
    return ledger;
}

} // namespace imprint::engine
