#include "engine/pipeline/wan/wan_generator_stage.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

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
                                     DecodedFrames& shown, std::stop_token stop)
    : m_model(std::move(model))
    , m_recipe(recipe)
    , m_settings(settings)
    , m_noise(seed)
    , m_shown(shown)
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
    if (m_model->encoder() != nullptr)
        hooks.firstContextFrame = [this](std::int64_t) {
            const at::Tensor frame = m_shown.oldestBehind(m_rollout->framesSoFar(), m_stop);
            if (!frame.defined())
                throwStopped();
            WanVaeEncoder::State still;
            return (*m_model->encoder())(frame, still);
        };
    return hooks;
}

void WanGeneratorStage::takePrompt(const WanConditioning& conditioning)
{
    const std::string& prompt = conditioning.config->prompt;
    if (!m_rollout)
        m_rollout.emplace(m_model->dit(), m_recipe, m_settings, conditioning.prompt, m_noise,
                          hooks());
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
                    .latents = m_rollout->denoise()};
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
    return m_rollout ? m_rollout->ledger() : Ledger{};
}

} // namespace imprint::engine
