#include "engine/pipeline/puppet/puppet_feature_stage.h"

#include "engine/pipeline/character_source.h"

#include <utility>

namespace imprint::engine {
namespace {

BlockRhythm rhythmOf(const PuppetModelConfig& config)
{
    return {.blockFrames = config.blockFrames, .framesPerSecond = config.framesPerSecond};
}

} // namespace

PuppetFeatureStage::PuppetFeatureStage(std::shared_ptr<const PuppetModel> model,
                                       SessionSettings& settings)
    : m_model(std::move(model))
    , m_listener(m_model->audioEncoder, settings, rhythmOf(m_model->config))
{
}

void PuppetFeatureStage::begin(const Emit& emit)
{
    m_listener.begin(scripted(emit));
}

void PuppetFeatureStage::step(const AudioBlock& audio, const Emit& emit)
{
    m_listener.step(audio, scripted(emit));
}

void PuppetFeatureStage::finish(const Emit& emit)
{
    m_listener.finish(scripted(emit));
}

BlockListener::Emit PuppetFeatureStage::scripted(const Emit& emit)
{
    return [this, &emit](const HeardBlock& heard) { return emit(script(heard)); };
}

PuppetScript PuppetFeatureStage::script(const HeardBlock& heard)
{
    const SessionConfig& config = *heard.config;
    if (!m_identity || config.prompt != m_prompt)
        become(config);
    if (heard.block == 0) {
        m_idle = std::make_unique<IdleMotion>(idleSettings(config), config.seed);
        m_idle->next(0); // video frame 0 is the still
        return {.block = 0,
                .identity = m_identity,
                .poses = {restingPose(*m_identity, m_identity->look.mood)}};
    }
    m_idle->change(idleSettings(config));
    return {.block = heard.block, .identity = m_identity, .poses = poses(heard)};
}

void PuppetFeatureStage::become(const SessionConfig& config)
{
    m_prompt = config.prompt;
    m_identity = std::make_shared<const PuppetIdentity>(
        promptedCharacter(config.prompt, config.seed, Variety::Rich));
}

IdleMotionSettings PuppetFeatureStage::idleSettings(const SessionConfig& config) const
{
    return {.liveliness = static_cast<float>(config.headMotion),
            .nods = static_cast<float>(config.nods),
            .blinks = config.blinks,
            .rest = restingPose(*m_identity, m_identity->look.mood),
            .framesPerSecond = m_model->config.framesPerSecond};
}

std::vector<PuppetPose> PuppetFeatureStage::poses(const HeardBlock& heard)
{
    std::vector<PuppetPose> poses;
    for (std::size_t i = 0; i < heard.energies.size(); ++i) {
        PuppetPose pose = m_idle->next(heard.energies[i]);
        pose.mouth = heard.mouths[i];
        poses.push_back(pose);
    }
    poses.resize(static_cast<std::size_t>(heard.videoFrames));
    return poses;
}

std::int64_t PuppetFeatureStage::predictedStateBytes(const PuppetModelConfig& config)
{
    return BlockListener::predictedStateBytes(rhythmOf(config), config.audioBlocks);
}

} // namespace imprint::engine
