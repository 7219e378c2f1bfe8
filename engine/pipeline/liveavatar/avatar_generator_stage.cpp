#include "engine/pipeline/liveavatar/avatar_generator_stage.h"

#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/liveavatar/avatar_persona.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

constexpr std::int64_t kDecodedBefore =
    7; // latents of the still that the decoder sees in front of the clip

/// What another noise level says of the same layer, put to what is known of it.
void add(const IspaLayerFigures& level, IspaLayerFigures& layer)
{
    const std::int64_t freed = layer.freedBytes + level.freedBytes;
    if (level.chosen && (!layer.chosen || level.heldOutR2 < layer.heldOutR2))
        layer = level;
    layer.freedBytes = freed;
}

} // namespace

AvatarGeneratorStage::AvatarGeneratorStage(std::shared_ptr<const AvatarModel> model,
                                           const SessionConfig& config,
                                           const AvatarSampler& sampler,
                                           const AvatarSettings& settings, at::Tensor picture,
                                           std::shared_ptr<const Learnt> beginning,
                                           std::stop_token stop)
    : m_model(std::move(model))
    , m_sampler(sampler)
    , m_settings(settings)
    , m_noise(config.seed)
    , m_picture(std::move(picture))
    , m_beginning(std::move(beginning))
    , m_stop(std::move(stop))
    , m_config(config)
{
}

ConditionLatents AvatarGeneratorStage::conditionOfStill()
{
    const at::Tensor still =
        stillLatents(*m_model->parts().encoder(), std::exchange(m_picture, at::Tensor()),
                     m_model->recipe().network.motionFrames(), m_stop);
    return {still.to(m_model->dit().trunk().type()), m_model->recipe().reference};
}

void AvatarGeneratorStage::begin()
{
    const std::shared_ptr<const Learnt> beginning = std::exchange(m_beginning, nullptr);
    AvatarSettings settings = m_settings;
    if (beginning) {
        const auto& seen = beginning->extras;
        m_condition.emplace(seen.at(kReferenceExtra), seen.at(kMotionExtra),
                            m_model->recipe().reference,
                            seen.at(kRenewedExtra).item<std::int64_t>() != 0);
        settings.ispa.reset(); // the warm-up is over
    } else {
        m_condition = conditionOfStill();
    }
    AvatarRolloutHooks hooks;
    hooks.referenceDistance = seededDistances(m_config.seed);
    hooks.onReplay = [this] {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Stopped, "the generator was stopped");
    };
    hooks.onStep = [stop = hooks.onReplay](std::int64_t, std::int64_t, const AvatarStep&) {
        stop();
    };
    m_rollout.emplace(m_model->dit(), m_sampler, settings, m_noise, std::move(hooks));
    if (beginning)
        m_rollout->adopt(*avatarIspaSettings(m_config, m_sampler), beginning->levels);
}

void AvatarGeneratorStage::noteLearnt()
{
    if (m_learnt || m_config.ispaControl !=
                        IspaControl::None) // nobody is to begin with what is wrong on purpose
        return;
    Learnt learnt{
        .config = m_config, .levels = m_rollout->absorptions(), .sinks = {}, .extras = {}};
    if (learnt.levels.empty())
        return;
    learnt.extras = {
        {kReferenceExtra, m_condition->reference()},
        {kMotionExtra, m_condition->motion()},
        {kRenewedExtra, at::scalar_tensor(m_condition->isRenewed() ? 1 : 0, at::kLong)}};
    m_learnt = std::make_shared<const Learnt>(std::move(learnt));
}

/// Whether the next block must see the condition anew. told: there is a new prompt.
bool AvatarGeneratorStage::lookAgain(bool told)
{
    return m_condition->advance() || told;
}

void AvatarGeneratorStage::takeSettings(const WanConditioning& conditioning)
{
    const SessionConfig& config = *conditioning.config;
    const bool begins = !m_rollout;
    if (begins)
        begin();
    if (!askSameOfIspa(config, m_config)) {
        m_rollout->restartIspa(avatarIspaSettings(config, m_sampler));
        m_learnt.reset();
    }
    if (lookAgain(begins || config.prompt != m_config.prompt)) {
        m_rollout->view().readPrompt(conditioning.prompt);
        m_rollout->view().see(m_condition->reference(), m_condition->motion());
    }
    m_config = config;
}

WanLatents AvatarGeneratorStage::denoise(const WanConditioning& conditioning, const ToldShare&)
{
    const WorkWatch watch;
    takeSettings(conditioning);
    const at::Tensor block = m_rollout->next(conditioning.sound);
    WanLatents made{
        .block = conditioning.block, .videoFrames = conditioning.videoFrames, .latents = block};
    if (m_blocks++ == 0) {
        made.before = std::min(kDecodedBefore, m_model->recipe().network.motionFrames());
        made.latents = at::cat({m_condition->lastMotion(made.before), block});
        // As published: the first latent is of one frame. Upstream leaves the others out of the video, which then is early.
        made.unshown = static_cast<int>(m_model->parts().decoder().framesPerLatent()) - 1;
    }
    m_condition->add(block);
    noteLearnt();
    m_times.denoise = watch.elapsed();
    return made;
}

IspaFigures AvatarGeneratorStage::ispa() const
{
    IspaFigures figures;
    if (!m_rollout || m_rollout->level(0).absorber() == nullptr)
        return figures;
    figures = ispaFigures(*m_rollout->level(0).absorber());
    for (std::int64_t level = 1; level < m_rollout->levels(); ++level) {
        const IspaFigures other = ispaFigures(*m_rollout->level(level).absorber());
        figures.transitionMs += other.transitionMs;
        for (std::size_t layer = 0; layer < figures.layers.size(); ++layer)
            add(other.layers[layer], figures.layers[layer]);
    }
    return figures;
}

Ledger AvatarGeneratorStage::ledger() const
{
    if (!m_rollout)
        return {};
    Ledger ledger = m_rollout->ledger();
    ledger.add(
        {.consumer = MemoryConsumer::ReferenceState,
         .measuredBytes = m_condition->bytes(),
         .predictedBytes = m_condition->predictedBytes(bytesPerLatent(*m_model, m_settings))});
    return ledger;
}

std::int64_t bytesPerLatent(const AvatarModel& model, const AvatarSettings& settings)
{
    return model.recipe().network.trunk.inChannels * settings.height * settings.width *
           static_cast<std::int64_t>(c10::elementSize(model.dit().trunk().type()));
}

} // namespace imprint::engine
