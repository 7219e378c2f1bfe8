#include "engine/pipeline/wan/wan_generator_stage.h"

#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/wan/wan_persona.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace imprint::engine {
namespace {

/// Latents that the decoder sees in front of a clip that goes on: more are not seen in what follows.
constexpr std::int64_t kMostSeenBefore = 9;

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
                                     at::Tensor reference, std::shared_ptr<const Learnt> beginning,
                                     std::stop_token stop)
    : m_model(std::move(model))
    , m_recipe(recipe)
    , m_settings(settings)
    , m_noise(config.seed)
    , m_shown(shown)
    , m_reference(std::move(reference))
    , m_beginning(std::move(beginning))
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
    WanRolloutSettings settings = m_settings;
    if (m_beginning) // then the warm-up is over
        settings.ispa.reset();
    m_rollout.emplace(m_model->dit(), m_recipe, settings, conditioning.prompt, m_noise, hooks());
    if (m_beginning)
        goOn(*m_beginning, conditioning);
}

/// Where another session's first blocks end.
void WanGeneratorStage::goOn(const Learnt& beginning, const WanConditioning& conditioning)
{
    m_rollout->begin(beginning, *ispaSettings(m_config, m_recipe));
    if (!at::equal(m_rollout->prompt(), conditioning.prompt))
        m_rollout->requestPrompt(conditioning.prompt, m_rollout->framesSoFar(),
                                 beginsShot(conditioning.config->prompt, m_recipe.prompts));
    noteLearnt();
}

void WanGeneratorStage::noteLearnt()
{
    if (m_learnt || m_config.ispaControl !=
                        IspaControl::None) // nobody is to begin with what is wrong on purpose
        return;
    auto learnt = m_rollout->learnt(personaFrames(m_recipe, m_config));
    if (!learnt)
        return;
    learnt->config = m_config;
    m_learnt = std::make_shared<const Learnt>(*std::move(learnt));
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
    if (!askSameOfIspa(config, m_config)) {
        m_rollout->restartIspa(ispaSettings(config, m_recipe));
        m_learnt.reset();
    }
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
    if (m_beginning)
        followOn(*std::exchange(m_beginning, nullptr), made);
    m_times.denoise = watch.elapsed();
    return made;
}

/// The decoder sees the frames that the block goes on from. A session's first block is shorter by what the first latent of a
/// clip does not show; this one is in a clip's middle.
void WanGeneratorStage::followOn(const Learnt& beginning, WanLatents& first) const
{
    std::vector<at::Tensor> latents;
    for (const ArchivedBlock& block : beginning.sinks)
        latents.push_back(block.clean.to(first.latents.scalar_type()));
    const at::Tensor seen = at::cat(latents);
    first.before = std::min(seen.size(0), kMostSeenBefore);
    first.latents =
        at::cat({seen.narrow(0, seen.size(0) - first.before, first.before), first.latents});
    first.dropped = static_cast<int>(m_model->parts().decoder().framesPerLatent()) - 1;
}

void WanGeneratorStage::commit()
{
    const WorkWatch watch;
    m_rollout->commit();
    noteLearnt();
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
