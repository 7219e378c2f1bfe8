#include "engine/pipeline/feature_stage.h"

#include "engine/core/error.h"

#include <algorithm>

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

} // namespace

FeatureStage::FeatureStage(std::shared_ptr<const PocketModel> model,
                           const CharacterSource& character, SessionSettings& settings)
    : m_model(std::move(model))
    , m_character(character)
    , m_settings(settings)
    , m_samplesPerFrame(kEngineSampleRate / m_model->config().framesPerSecond)
    , m_audioState(m_model->audioEncoder.makeState())
    , m_tokens(at::empty({0, m_model->config().generator.audioDim}))
    , m_motion(character.restingPose())
{
}

void FeatureStage::begin(const Emit& emit)
{
    auto [block, config] = m_settings.takeForNextBlock();
    m_idle =
        std::make_unique<IdleMotion>(idleSettings(*config, *m_model, m_character), config->seed);
    m_idle->next(0); // video frame 0 is the reference still
    m_block = block + 1;
    emit({.block = block,
          .videoFrames = 1,
          .controls = {.audio = {},
                       .motion = m_motion.reference(),
                       .attributes = m_character.attributes(config->prompt)},
          .config = std::move(config)});
}

void FeatureStage::step(const AudioBlock& audio, const Emit& emit)
{
    if (audio.firstSample != m_samplesPushed)
        throw Error(ErrorCode::BadInput, concat("the sound has a gap: sample ", audio.firstSample,
                                                " came after ", m_samplesPushed));
    m_samplesPushed += static_cast<std::int64_t>(audio.samples.size());
    std::span<const float> rest(audio.samples);
    const auto take = [&](std::size_t count) {
        m_pending.insert(m_pending.end(), rest.begin(),
                         rest.begin() + static_cast<std::ptrdiff_t>(count));
        rest = rest.subspan(count);
    };
    while (m_pending.size() + rest.size() >= samplesOfNextBlock()) {
        take(samplesOfNextBlock() - m_pending.size());
        emitBlock(static_cast<int>(m_model->config().blockVideoFrames()), emit);
    }
    take(rest.size());
}

void FeatureStage::finish(const Emit& emit)
{
    const std::int64_t frames = (m_samplesPushed + m_samplesPerFrame - 1) / m_samplesPerFrame;
    const std::int64_t perBlock = m_model->config().blockVideoFrames();
    const std::int64_t blocks = frames <= 1 ? 0 : (frames - 2) / perBlock + 1;
    while (m_block <= blocks) {
        m_pending.resize(samplesOfNextBlock(), 0.0F);
        const std::int64_t left = frames - 1 - (m_block - 1) * perBlock;
        emitBlock(static_cast<int>(std::min(left, perBlock)), emit);
    }
}

void FeatureStage::hearNextBlock()
{
    const std::span samples(m_pending);
    const auto perFrame = static_cast<std::size_t>(m_samplesPerFrame);
    for (std::size_t at = 0; at < samples.size(); at += perFrame)
        hearEnergy(samples.subspan(at, perFrame));
    at::Tensor tokens = m_model->audioEncoder(m_logMel(samples), m_audioState);
    if (m_samplesHeard ==
        0) // the encoder's first output is that of frame -2, a block begins with frame -1
        tokens = tokens.narrow(0, 1, tokens.size(0) - 1);
    m_tokens = at::cat({m_tokens, tokens});
    m_samplesHeard += static_cast<std::int64_t>(samples.size());
    m_pending.clear();
}

void FeatureStage::hearEnergy(std::span<const float> frame)
{
    const auto energy = m_energy.next(frame);
    if (!energy)
        return;
    if (m_energyFrames++ > 0) // frame 0 is the still
        m_energies.push_back(*energy);
}

std::size_t FeatureStage::samplesOfNextBlock() const
{
    const std::int64_t frames =
        m_block * m_model->config().blockVideoFrames() + 1 + PocketAudioEncoder::kLookAhead;
    return static_cast<std::size_t>(frames * m_samplesPerFrame - m_samplesHeard);
}

void FeatureStage::emitBlock(int videoFrames, const Emit& emit)
{
    hearNextBlock();
    auto [block, config] = m_settings.takeForNextBlock();
    IMPRINT_ASSERT(block == m_block);
    ++m_block;
    emit({.block = block,
          .videoFrames = videoFrames,
          .controls = {.audio = takeAudioTokens(),
                       .motion = takeMotion(*config),
                       .attributes = m_character.attributes(config->prompt)},
          .config = std::move(config)});
}

at::Tensor FeatureStage::takeAudioTokens()
{
    const auto& g = m_model->config().generator;
    const std::int64_t perLatent = m_model->config().latent.temporal;
    std::vector<at::Tensor> frames;
    for (std::int64_t latent = 0; latent < g.blockFrames; ++latent)
        frames.push_back(m_tokens.narrow(0, latent * perLatent, g.audioTokens));
    const std::int64_t used = g.blockFrames * perLatent;
    m_tokens = m_tokens.narrow(0, used, m_tokens.size(0) - used).clone();
    return at::stack(frames); // [F, 6, 128]
}

at::Tensor FeatureStage::takeMotion(const SessionConfig& config)
{
    m_idle->change(idleSettings(config, *m_model, m_character));
    const std::int64_t frames = m_model->config().blockVideoFrames();
    std::vector<PuppetPose> poses;
    for (std::int64_t i = 0; i < frames; ++i)
        poses.push_back(m_idle->next(m_energies[static_cast<std::size_t>(i)]));
    m_energies.erase(m_energies.begin(), m_energies.begin() + frames);
    return m_motion.block(poses);
}

std::int64_t FeatureStage::stateBytes() const
{
    auto bytes = static_cast<std::int64_t>(m_tokens.nbytes());
    for (const at::Tensor& context : m_audioState.contexts)
        bytes += static_cast<std::int64_t>(context.nbytes());
    return bytes;
}

std::int64_t FeatureStage::predictedStateBytes(const PocketConfig& config)
{
    const std::int64_t sharedTokens = config.generator.audioTokens - config.latent.temporal;
    return PocketAudioEncoder::predictedStateBytes() +
           sharedTokens * config.generator.audioDim * static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
