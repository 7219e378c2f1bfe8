#include "engine/pipeline/block_listener.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {

BlockListener::BlockListener(const PocketAudioEncoder& encoder, SessionSettings& settings,
                             const BlockRhythm& rhythm)
    : m_encoder(encoder)
    , m_settings(settings)
    , m_rhythm(rhythm)
    , m_samplesPerFrame(kEngineSampleRate / rhythm.framesPerSecond)
    , m_audioState(encoder.makeState())
    , m_tokens(at::empty({0, PocketAudioEncoder::kWidth}))
    , m_mouth(rhythm.framesPerSecond)
{
    IMPRINT_ASSERT(rhythm.blockFrames > 0 && rhythm.contextFrames >= 0 &&
                       rhythm.contextFrames <= PocketAudioEncoder::kLookAhead,
                   rhythm.blockFrames, " frames, ", rhythm.contextFrames, " before");
}

void BlockListener::begin(const Emit& emit)
{
    auto [block, config] = m_settings.takeForNextBlock();
    m_block = block + 1;
    emit({.block = block, .videoFrames = 1, .config = std::move(config)});
}

void BlockListener::step(const AudioBlock& audio, const Emit& emit)
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
        emitBlock(m_rhythm.blockFrames, emit);
    }
    take(rest.size());
}

void BlockListener::finish(const Emit& emit)
{
    const std::int64_t frames = (m_samplesPushed + m_samplesPerFrame - 1) / m_samplesPerFrame;
    const std::int64_t perBlock = m_rhythm.blockFrames;
    const std::int64_t blocks = frames <= 1 ? 0 : (frames - 2) / perBlock + 1;
    while (m_block <= blocks) {
        m_pending.resize(samplesOfNextBlock(), 0.0F);
        const std::int64_t left = frames - 1 - (m_block - 1) * perBlock;
        emitBlock(static_cast<int>(std::min(left, perBlock)), emit);
    }
}

void BlockListener::hearNextBlock()
{
    const std::span samples(m_pending);
    const auto perFrame = static_cast<std::size_t>(m_samplesPerFrame);
    for (std::size_t at = 0; at < samples.size(); at += perFrame)
        hearEnergy(samples.subspan(at, perFrame));
    at::Tensor tokens = m_encoder(m_logMel(samples), m_audioState);
    if (m_samplesHeard == 0) {
        // The encoder's first output is that of frame -2; the first block's context begins later.
        const std::int64_t early = PocketAudioEncoder::kLookAhead + 1 - m_rhythm.contextFrames;
        tokens = tokens.narrow(0, early, tokens.size(0) - early);
    }
    m_tokens = at::cat({m_tokens, tokens});
    m_samplesHeard += static_cast<std::int64_t>(samples.size());
    m_pending.clear();
}

void BlockListener::hearEnergy(std::span<const float> frame)
{
    const auto energy = m_energy.next(frame);
    if (!energy)
        return;
    if (m_energyFrames++ > 0) // frame 0 is the still
        m_energies.push_back(*energy);
}

std::size_t BlockListener::samplesOfNextBlock() const
{
    const std::int64_t frames = m_block * m_rhythm.blockFrames + 1 + PocketAudioEncoder::kLookAhead;
    return static_cast<std::size_t>(frames * m_samplesPerFrame - m_samplesHeard);
}

void BlockListener::emitBlock(int videoFrames, const Emit& emit)
{
    hearNextBlock();
    auto [block, config] = m_settings.takeForNextBlock();
    IMPRINT_ASSERT(block == m_block);
    ++m_block;
    at::Tensor tokens = takeTokens();
    std::vector<MouthPose> mouths = mouthsOf(tokens);
    emit({.block = block,
          .videoFrames = videoFrames,
          .tokens = std::move(tokens),
          .energies = takeEnergies(),
          .mouths = std::move(mouths),
          .config = std::move(config)});
}

at::Tensor BlockListener::takeTokens()
{
    const std::int64_t used = m_rhythm.blockFrames;
    at::Tensor block = m_tokens.narrow(0, 0, m_rhythm.contextFrames + used);
    m_tokens = m_tokens.narrow(0, used, m_tokens.size(0) - used).clone();
    return block;
}

std::vector<float> BlockListener::takeEnergies()
{
    const auto end = m_energies.begin() + m_rhythm.blockFrames;
    std::vector<float> block(m_energies.begin(), end);
    m_energies.erase(m_energies.begin(), end);
    return block;
}

std::vector<MouthPose> BlockListener::mouthsOf(const at::Tensor& tokens)
{
    const at::Tensor readOut =
        m_encoder.readOut(tokens.narrow(0, m_rhythm.contextFrames, m_rhythm.blockFrames))
            .contiguous(); // [n, 8]
    std::vector<MouthPose> mouths;
    for (std::int64_t i = 0; i < m_rhythm.blockFrames; ++i)
        mouths.push_back(m_mouth.next(std::span<const float, MouthTrack::kReadOut>(
            readOut.data_ptr<float>() + i * readOut.size(1), MouthTrack::kReadOut)));
    return mouths;
}

std::int64_t BlockListener::stateBytes() const
{
    auto bytes = static_cast<std::int64_t>(m_tokens.nbytes());
    for (const at::Tensor& context : m_audioState.contexts)
        bytes += static_cast<std::int64_t>(context.nbytes());
    return bytes;
}

std::int64_t BlockListener::predictedStateBytes(const BlockRhythm& rhythm,
                                                std::int64_t encoderBlocks)
{
    return PocketAudioEncoder::predictedStateBytes(encoderBlocks) +
           rhythm.contextFrames * PocketAudioEncoder::kWidth *
               static_cast<std::int64_t>(sizeof(float));
}

Ledger BlockListener::ledger() const
{
    return {
        .entries = {{.consumer = MemoryConsumer::FeatureState,
                     .measuredBytes = stateBytes(),
                     .predictedBytes = predictedStateBytes(m_rhythm, m_encoder.residualBlocks())}}};
}

} // namespace imprint::engine
