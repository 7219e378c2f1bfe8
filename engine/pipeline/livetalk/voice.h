#pragma once

#include "engine/models/livetalk/sound_path.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"

#include <cstdint>

namespace imprint::engine {

/// The half of a speaking model that hears. Immutable; sessions share it.
struct Voice {
    Wav2Vec2Encoder encoder;
    SoundPath sound;
    std::int64_t encoderBytes =
        0; ///< weights of the encoder; the sound's way is among the network's
};

} // namespace imprint::engine
