#include "engine/pipeline/wan/wan_generator_stage.h"

#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/wan/wan_archive.h"
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
                                     const WanRolloutSettings& settings,
                                     const SessionConfig& config, DecodedFrames& shown,
                                     at::Tensor reference, std::stop_token stop)
    : m_model(std::move(model))
    , m_recipe(recipe)
    , m_settings(settings)
    , m_noise(config.seed)
    , m_shown(shown)
    , m_reference(std::move(reference))
    , m_stop(std::move(stop))
    , m_opened(config)
    , m_config(config)
{
    if (m_reference.defined() && keepsArchive(recipe))
        m_archive.emplace(archiveLimits(recipe, config));
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

/// ISPA begins anew where its settings have changed.
void WanGeneratorStage::takeIspa(const SessionConfig& config)
{
    const bool same = askSameOfIspa(config, m_config);
    m_config = config;
    m_hadIspa = m_hadIspa || m_rollout->absorber();
    if (same || !m_archive)
        return;
    m_rollout->restartIspa(
        ispaSettings(config, m_recipe), *m_archive, [this](const ArchivedBlock& block) {
            return speakingCondition(m_reference, block.frames, block.controls.at("sound"));
        });
    m_noted = false;
    noteAbsorption();
}

void WanGeneratorStage::noteAbsorption()
{
    const Absorber* absorber = m_rollout->absorber();
    if (m_noted || !absorber || absorber->phase() != AbsorberPhase::Absorbed)
        return;
    m_noted = true;
    ++m_absorptions;
}

WanLatents WanGeneratorStage::denoise(const WanConditioning& conditioning)
{
    const WorkWatch watch;
    takePrompt(conditioning);
    takeIspa(*conditioning.config);
    m_sound = conditioning.sound;
    WanLatents made{.block = conditioning.block,
                    .firstFrame = conditioning.firstFrame,
                    .videoFrames = conditioning.videoFrames,
                    .latents = m_rollout->denoise(conditionOf(conditioning))};
    m_clean = made.latents;
    m_times.denoise = watch.elapsed();
    return made;
}

void WanGeneratorStage::commit()
{
    const WorkWatch watch;
    const FrameSpan frames = m_rollout->nextFrames();
    m_rollout->commit();
    if (m_archive)
        m_archive->add({.index = frames.first / frames.count,
                        .frames = frames,
                        .clean = m_clean,
                        .controls = {{"sound", m_sound}}});
    noteAbsorption();
    m_times.context = watch.elapsed();
}

IspaFigures WanGeneratorStage::ispa() const
{
    const Absorber* absorber = m_rollout ? m_rollout->absorber() : nullptr;
    if (!absorber)
        return {};
    IspaFigures figures = ispaFigures(*absorber);
    figures.absorptions = m_absorptions;
    return figures;
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
    if (m_archive)
        ledger.add({.consumer = MemoryConsumer::Archive,
                    .measuredBytes = m_archive->bytes(),
                    .predictedBytes =
                        predictedArchiveBytes(m_recipe, m_settings, m_opened, m_model->dit().type(),
                                              m_rollout->framesSoFar())});
    if (m_hadIspa && !m_rollout->absorber()) // what was let go is said to be
        ledger.add({.consumer = MemoryConsumer::Ispa});
    return ledger;
}

} // namespace imprint::engine
