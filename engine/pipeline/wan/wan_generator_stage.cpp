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

} // namespace

WanGeneratorStage::WanGeneratorStage(std::shared_ptr<const WanModel> model, const WanRecipe& recipe,
                                     const WanRolloutSettings& settings, std::uint64_t seed,
                                     DecodedFrames& shown, at::Tensor reference,
                                     std::stop_token stop)
    : m_model(std::move(model))
    , m_recipe(recipe)
    , m_settings(settings)
    , m_noise(seed)
    , m_shown(shown)
    , m_reference(std::move(reference))
    , m_stop(std::move(stop))
{
}

WanRolloutHooks WanGeneratorStage::hooks()
{
    WanRolloutHooks hooks;
    hooks.onStep = [this](const WanStep&) {
        if (m_stop.stop_requested())
            throwStopped();
    };
    if (m_recipe.cache.kind == WanCacheKind::Recompute)
        hooks.firstContextFrame = [this](std::int64_t) {
            const at::Tensor frame = m_shown.oldestBehind(m_rollout->framesSoFar(), m_stop);
            if (!frame.defined())
                throwStopped();
            WanVaeEncoder::State still;
            return (*m_model->parts().encoder())(frame, still);
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

void WanGeneratorStage::takePrompt(const WanConditioning& conditioning)
{
    const std::string& prompt = conditioning.config->prompt;
    if (!m_rollout)
        begin(conditioning);
    else if (prompt != m_prompt)
        m_rollout->requestPrompt(conditioning.prompt, m_rollout->framesSoFar());
    m_prompt = prompt;
}

WanLatents WanGeneratorStage::denoise(const WanConditioning& conditioning)
{
    const WorkWatch watch;
    takePrompt(conditioning);
    WanLatents made{.block = conditioning.block,
                    .firstFrame = conditioning.firstFrame,
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
