#pragma once

#include "engine/core/audio_block.h"
#include "engine/core/ledger.h"
#include "engine/models/pocket/mouth_track.h"
#include "engine/models/pocket/pocket_audio_encoder.h"
#include "engine/models/pocket/pocket_log_mel.h"
#include "engine/models/pocket/voice_energy.h"
#include "engine/pipeline/session_settings.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace imprint::engine {

/// What was heard of one block of video frames.
struct HeardBlock {
    std::int64_t block = 0;                      ///< 0: the still, of which nothing is heard
    int videoFrames = 0;                         ///< frames of this block that the session delivers
    at::Tensor tokens;                           ///< [context + block frames, 128]
    std::vector<float> energies;                 ///< loudness of each video frame, 0 … 1
    std::vector<MouthPose> mouths;               ///< and the mouth that is heard in it
    std::shared_ptr<const SessionConfig> config; ///< settings that hold for this block
};

/// How a session cuts its sound.
struct BlockRhythm {
    int blockFrames = 0;     ///< video frames per block
    int framesPerSecond = 0; ///< divides the sample rate
    int contextFrames = 0; ///< tokens of frames before the block that are handed on with it, 0 … 2
};

/// Cuts the sound of a session into blocks and hears each as soon as its sound and 80 ms more are there.
/// The common first half of every feature stage. Thread: one, its own.
class BlockListener {
public:
    using Emit = std::function<bool(HeardBlock)>;

    /// encoder, settings  must outlive the listener
    BlockListener(const PocketAudioEncoder& encoder, SessionSettings& settings,
                  const BlockRhythm& rhythm);

    /// The still, before any sound.
    void begin(const Emit& emit);

    /// Throws Error(BadInput) if the block does not follow the one before without a gap.
    void step(const AudioBlock& audio, const Emit& emit);

    /// The sound has ended: its last frame and block are completed with silence.
    void finish(const Emit& emit);

    /// Bytes kept between blocks: left contexts of the encoder, and the tokens that two blocks share.
    std::int64_t stateBytes() const;
    /// The same by formula; encoderBlocks: residual blocks of the audio encoder.
    static std::int64_t predictedStateBytes(const BlockRhythm& rhythm, std::int64_t encoderBlocks);

    /// stateBytes with its prediction, as an entry of the ledger.
    Ledger ledger() const;

private:
    void hearNextBlock();
    void hearEnergy(std::span<const float> frame);
    std::size_t
    samplesOfNextBlock() const; ///< that are heard at once before block m_block is handed on
    void emitBlock(int videoFrames, const Emit& emit);
    at::Tensor takeTokens();
    std::vector<float> takeEnergies();
    std::vector<MouthPose> mouthsOf(const at::Tensor& tokens);

    const PocketAudioEncoder& m_encoder;
    SessionSettings& m_settings;
    BlockRhythm m_rhythm;
    std::int64_t m_samplesPerFrame;
    std::int64_t m_samplesPushed = 0; // real sound
    std::int64_t m_samplesHeard = 0;  // processed, padding included
    std::int64_t m_block = 0;         // block to be emitted next

    // Sound is heard in one piece per block, however it arrives: the same operations give the same bits.
    std::vector<float> m_pending; // less than a block
    PocketLogMel m_logMel;
    PocketAudioEncoder::State m_audioState;
    at::Tensor m_tokens; // [n, 128], from the first context frame of the next block on
    VoiceEnergy m_energy;
    std::int64_t m_energyFrames = 0;
    MouthTrack m_mouth;
    std::vector<float> m_energies; // of the video frames from the next block's first on
};

} // namespace imprint::engine
