#pragma once

#include "engine/core/audio_block.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/pocket_log_mel.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/models/pocket/voice_energy.h"
#include "engine/pipeline/character_source.h"
#include "engine/pipeline/session_settings.h"
#include "engine/pipeline/stage_values.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace imprint::engine {

/// Sound -> conditioning, one value per generator block: audio tokens, motion controls, attribute words.
/// Block i >= 1 is handed on as soon as its sound and 80 ms more were heard. Thread: one, its own.
class FeatureStage {
public:
    using Emit = std::function<bool(Conditioning)>;

    FeatureStage(std::shared_ptr<const PocketModel> model, const CharacterSource& character,
                 SessionSettings& settings);

    /// The reference still, before any sound.
    void begin(const Emit& emit);

    /// Throws Error(BadInput) if the block does not follow the one before without a gap.
    void step(const AudioBlock& audio, const Emit& emit);

    /// The sound has ended: its last frame and block are completed with silence.
    void finish(const Emit& emit);

    /// Bytes that the stage keeps between blocks.
    std::int64_t stateBytes() const;
    /// The same by formula: left contexts of the encoder, and the tokens that two blocks share.
    static std::int64_t predictedStateBytes(const PocketConfig& config);

private:
    void hearNextBlock();
    void hearEnergy(std::span<const float> frame);
    std::size_t
    samplesOfNextBlock() const; ///< that are heard at once before block m_block is handed on
    void emitBlock(int videoFrames, const Emit& emit);
    at::Tensor takeAudioTokens();
    at::Tensor takeMotion(const SessionConfig& config);

    std::shared_ptr<const PocketModel> m_model;
    const CharacterSource& m_character;
    SessionSettings& m_settings;
    std::int64_t m_samplesPerFrame;
    std::int64_t m_samplesPushed = 0; // real sound
    std::int64_t m_samplesHeard = 0;  // processed, padding included
    std::int64_t m_block = 0;         // block to be emitted next

    // Sound is heard in one piece per block, however it arrives: the same operations give the same bits.
    std::vector<float> m_pending; // less than a block
    PocketLogMel m_logMel;
    PocketAudioEncoder::State m_audioState;
    at::Tensor m_tokens; // [n, 128], from the frame before the block's latest one on
    VoiceEnergy m_energy;
    std::int64_t m_energyFrames = 0;
    std::vector<float> m_energies; // of the video frames from the next block's first on
    std::unique_ptr<IdleMotion> m_idle;
    MotionTrack m_motion;
};

} // namespace imprint::engine
