#pragma once

#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/block_listener.h"
#include "engine/pipeline/character_source.h"
#include "engine/pipeline/stage_values.h"

#include <functional>
#include <memory>

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
    std::int64_t stateBytes() const { return m_listener.stateBytes(); }
    /// The same by formula: left contexts of the encoder, and the tokens that two blocks share.
    static std::int64_t predictedStateBytes(const PocketConfig& config);

    Ledger ledger() const { return m_listener.ledger(); }

private:
    BlockListener::Emit conditioned(const Emit& emit);
    Conditioning condition(HeardBlock heard);
    at::Tensor audioTokens(const at::Tensor& tokens) const;
    at::Tensor motion(const HeardBlock& heard, const SessionConfig& config);

    std::shared_ptr<const PocketModel> m_model;
    const CharacterSource& m_character;
    BlockListener m_listener;
    std::unique_ptr<IdleMotion> m_idle; // from the still on
    MotionTrack m_motion;
};

} // namespace imprint::engine
