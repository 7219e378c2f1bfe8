#pragma once

#include "audio/dsp/voice_settings.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct SpeexPreprocessState_;

namespace imprint::audio {

/// SpeexDSP's preprocessor: noise suppression, automatic gain, and how likely it is that somebody speaks.
/// Thread: its owner's.
class SpeechFilter {
public:
    /// By how much its output comes later than its input: the overlap of its windows.
    static constexpr int kDelaySamples = 480;

    /// Pieces of kLivePieceSamples at kLiveSampleRate.
    SpeechFilter();
    ~SpeechFilter();
    SpeechFilter(const SpeechFilter&) = delete;
    SpeechFilter& operator=(const SpeechFilter&) = delete;

    void set(const VoiceSettings& settings);

    /// One piece; the result is as long, delayed by kDelaySamples, in steps of 16 bits.
    std::vector<float> process(std::span<const float> piece);

    /// 0 .. 1, of the last piece.
    double speechProbability() const { return m_probability; }

private:
    struct Free {
        void operator()(SpeexPreprocessState_* state) const;
    };

    std::unique_ptr<SpeexPreprocessState_, Free> m_state;
    std::vector<std::int16_t> m_piece;
    double m_probability = 0;
};

} // namespace imprint::audio
