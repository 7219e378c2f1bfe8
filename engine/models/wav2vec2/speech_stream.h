#pragma once

#include "engine/models/wav2vec2/running_moments.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace imprint::engine {

/// Where frames get the rate of pictures: in front of the transformer, which then runs at that rate, or behind it.
enum class ResamplePlace { BeforeEncoder, BehindEncoder };

/// Two rates against each other, exact: `frames` of the encoder last as long as `pictures`. Picture j stands at frame
/// j · frames / pictures.
struct PictureClock {
    std::int64_t frames = 25; ///< 50 a second, against 16
    std::int64_t pictures = 8;
};

/// The clock of a clip that is known whole: its first and last picture stand at the first and last frame.
/// Throws Error(BadInput) if either is fewer than one.
PictureClock clockOfClip(std::int64_t frames, std::int64_t pictures);

struct SpeechStreamSettings {
    PictureClock clock;
    ResamplePlace place = ResamplePlace::BeforeEncoder;
    std::int64_t contextSamples =
        128000; ///< heard again before the pictures that are asked for: 8 s
    std::int64_t lookAheadSamples =
        3200; ///< heard after them: 0.2 s, which is how much later they come
};

/// Samples from the beginning that the features of this picture wait for.
std::int64_t samplesNeeded(const Wav2Vec2Config& encoder, const SpeechStreamSettings& settings,
                           std::int64_t picture);

/// Speech features of pictures, out of sound that comes piece by piece, in memory and time that do not grow. The two norms over
/// time know all sound so far (RunningMoments), the transformer sees a window.
///
/// The features follow from the sound, the settings and the pictures asked for at a time; how the sound was cut into pieces
/// changes no bit. While the window reaches back to the beginning they are those of the whole sound so far (2e-5 of the
/// largest, fp32); afterwards they lack what attention would take from beyond context and look-ahead, which depends on the
/// weights. With random ones, relative L2 against the whole sound: .07 for 200 frames and 20 ahead, .02 for 1000 and 300.
/// Thread: its owner's. Source: specs/avatars.md C.
class SpeechStream {
public:
    /// The encoder must outlive it. Throws Error(BadConfig) for a clock that stands, or a window below nothing.
    SpeechStream(const Wav2Vec2Encoder& encoder, const SpeechStreamSettings& settings);
    SpeechStream(const SpeechStream&) = delete; // m_moments refers to the encoder's part
    SpeechStream& operator=(const SpeechStream&) = delete;

    /// samples [n], 16 kHz mono, that follow the ones before.
    void push(const at::Tensor& samples);

    /// No more will come: what is asked for from now on does with what was heard, the last frame standing for all behind it.
    void end() { m_ended = true; }

    /// Samples from the beginning that the next so many pictures wait for.
    std::int64_t samplesNeeded(std::int64_t pictures) const;

    /// The states of the next so many pictures [layers + 1, pictures, width], or nothing before they can be known. Nothing was
    /// consumed then. Throws Error(BadInput) if the sound ended before its first frame.
    std::optional<at::Tensor> next(std::int64_t pictures);

    std::int64_t picturesSoFar() const { return m_pictures; }

    /// Samples from the beginning.
    std::int64_t heard() const { return m_firstSample + m_samples.size(0); }

    /// Samples that are kept: the context, what one block of pictures takes, and what nobody asked for yet.
    std::int64_t heldSamples() const { return m_samples.size(0); }

private:
    at::Tensor positions(std::int64_t firstPicture, std::int64_t count) const;
    at::Tensor statesOf(std::int64_t firstFrame, const at::Tensor& features,
                        std::int64_t pictures) const;
    std::int64_t frameOf(std::int64_t picture) const;

    const Wav2Vec2Encoder& m_encoder;
    SpeechStreamSettings m_settings;
    RunningMoments m_moments;
    std::int64_t m_measured = 0; // samples that the moments know
    at::Tensor m_samples;        // [n] what is still heard again, and all that is newer
    std::int64_t m_firstSample = 0;
    std::int64_t m_pictures = 0;
    bool m_ended = false;
};

} // namespace imprint::engine
