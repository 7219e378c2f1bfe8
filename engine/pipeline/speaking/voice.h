#pragma once

#include "engine/models/wav2vec2/speech_stream.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <utility>

namespace imprint::engine {

/// A loaded speech encoder, and how many pictures of a second hear it.
struct Ears {
    Wav2Vec2Encoder encoder;
    std::int64_t picturesPerSecond = 0;
};

/// Moments of a SpeechStream that some pictures take, as it gives them.
struct HeardMoments {
    at::Tensor states; ///< [layers + 1, moments, width]
    std::int64_t firstMoment = 0;
    std::int64_t firstPicture = 0;
    std::int64_t pictures = 0;
};

/// The half of a speaking model that hears: which moments of speech its pictures take, and what they are to its network.
/// Immutable; sessions share it.
class Voice {
public:
    explicit Voice(Ears ears)
        : m_ears(std::move(ears))
    {
    }
    virtual ~Voice() = default;
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;

    const Wav2Vec2Encoder& encoder() const { return m_ears.encoder; }
    std::int64_t picturesPerSecond() const { return m_ears.picturesPerSecond; }

    /// How a stream of it runs; what that calls a picture is a moment here.
    virtual SpeechStreamSettings stream() const = 0;

    /// Moments that all pictures before this one take together.
    virtual std::int64_t momentsBefore(std::int64_t picture) const = 0;

    /// What a block's conditioning is to hold of them.
    virtual at::Tensor heard(const HeardMoments& moments) const = 0;

private:
    Ears m_ears;
};

} // namespace imprint::engine
