#include "engine/pipeline/feature_stage.h"

#include <utility>
#include <vector>

namespace imprint::engine {
namespace {

IdleMotionSettings idleSettings(const SessionConfig& config, const PocketModel& model,
                                const CharacterSource& character)
{
    return {.liveliness = static_cast<float>(config.headMotion),
            .nods = static_cast<float>(config.nods),
            .blinks = config.blinks,
            .rest = character.restingPose().value_or(PuppetPose{}),
            .framesPerSecond = static_cast<int>(model.config().framesPerSecond)};
}

BlockRhythm rhythmOf(const PocketConfig& config)
{
    return {.blockFrames = static_cast<int>(config.blockVideoFrames()),
            .framesPerSecond = static_cast<int>(config.framesPerSecond),
            .contextFrames =
                static_cast<int>(config.generator.audioTokens - config.latent.temporal)};
}

} // namespace

FeatureStage::FeatureStage(std::shared_ptr<const PocketModel> model,
                           const CharacterSource& character, SessionSettings& settings)
    : m_model(std::move(model))
    , m_character(character)
    , m_listener(m_model->audioEncoder, settings, rhythmOf(m_model->config()))
    , m_motion(character.restingPose(), m_model->config().generator.motionDim)
{
}

void FeatureStage::begin(const Emit& emit)
{
    m_listener.begin(conditioned(emit));
}

void FeatureStage::step(const AudioBlock& audio, const Emit& emit)
{
    m_listener.step(audio, conditioned(emit));
}

void FeatureStage::finish(const Emit& emit)
{
    m_listener.finish(conditioned(emit));
}

BlockListener::Emit FeatureStage::conditioned(const Emit& emit)
{
    return [this, &emit](HeardBlock heard) { return emit(condition(std::move(heard))); };
}

Conditioning FeatureStage::condition(HeardBlock heard)
{
    const SessionConfig& config = *heard.config;
    PocketControls controls{.attributes = m_character.attributes(config.prompt)};
    if (config.identityFrom == IdentityFrom::History)
        controls.attributes = at::zeros_like(controls.attributes); // words tell colours
    if (heard.block == 0) {
        m_idle =
            std::make_unique<IdleMotion>(idleSettings(config, *m_model, m_character), config.seed);
        m_idle->next(0); // video frame 0 is the reference still
        controls.motion = m_motion.reference();
    } else {
        controls.audio = audioTokens(heard.tokens);
        controls.motion = motion(heard, config);
    }
    return {.block = heard.block,
            .videoFrames = heard.videoFrames,
            .controls = std::move(controls),
            .config = std::move(heard.config)};
}

at::Tensor FeatureStage::audioTokens(const at::Tensor& tokens) const
{
    const auto& g = m_model->config().generator;
    const std::int64_t perLatent = m_model->config().latent.temporal;
    std::vector<at::Tensor> frames;
    for (std::int64_t latent = 0; latent < g.blockFrames; ++latent)
        frames.push_back(tokens.narrow(0, latent * perLatent, g.audioTokens));
    return at::stack(frames); // [F, 6, 128]
}

at::Tensor FeatureStage::motion(const HeardBlock& heard, const SessionConfig& config)
{
    m_idle->change(idleSettings(config, *m_model, m_character));
    std::vector<PuppetPose> poses;
    for (std::size_t i = 0; i < heard.energies.size(); ++i) {
        poses.push_back(m_idle->next(heard.energies[i]));
        poses.back().mouth = heard.mouths[i];
    }
    return m_motion.block(poses);
}

std::int64_t FeatureStage::predictedStateBytes(const PocketConfig& config)
{
    return BlockListener::predictedStateBytes(rhythmOf(config), config.audioBlocks);
}

} // namespace imprint::engine
