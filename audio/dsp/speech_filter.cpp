#include "audio/dsp/speech_filter.h"

#include "audio/dsp/decibels.h"
#include "audio/realtime/live_source.h"

#include <speex/speex_preprocess.h>

namespace imprint::audio {
namespace {

constexpr float kToInt16 = 32768;

template <class Value>
void control(SpeexPreprocessState* state, int what, Value value)
{
    const int result = speex_preprocess_ctl(state, what, &value);
    IMPRINT_ASSERT(result == 0, "speexdsp knows no request ", what);
}

} // namespace

void SpeechFilter::Free::operator()(SpeexPreprocessState_* state) const
{
    speex_preprocess_state_destroy(state);
}

SpeechFilter::SpeechFilter()
    : m_state(speex_preprocess_state_init(kLivePieceSamples, kLiveSampleRate))
    , m_piece(kLivePieceSamples)
{
    IMPRINT_ASSERT(m_state != nullptr, "speexdsp has no memory");
    set({});
}

SpeechFilter::~SpeechFilter() = default;

void SpeechFilter::set(const VoiceSettings& settings)
{
    // SPEEX_PREPROCESS_SET_VAD stays untouched: it writes a warning to stderr, and the probability is computed without it.
    control<spx_int32_t>(m_state.get(), SPEEX_PREPROCESS_SET_DENOISE, settings.suppressNoise);
    control<spx_int32_t>(m_state.get(), SPEEX_PREPROCESS_SET_NOISE_SUPPRESS,
                         -settings.suppressNoiseDb);
    control<spx_int32_t>(m_state.get(), SPEEX_PREPROCESS_SET_AGC, settings.automaticGain);
    control<float>(m_state.get(), SPEEX_PREPROCESS_SET_AGC_LEVEL,
                   kToInt16 * static_cast<float>(fromDecibels(settings.automaticGainTargetDb)));
}

std::vector<float> SpeechFilter::process(std::span<const float> piece)
{
    IMPRINT_ASSERT(piece.size() == m_piece.size(), "a piece of ", piece.size());
    for (std::size_t i = 0; i < piece.size(); ++i)
        m_piece[i] = static_cast<std::int16_t>(
            std::lround(std::clamp(piece[i] * kToInt16, -kToInt16, kToInt16 - 1)));
    speex_preprocess_run(m_state.get(), m_piece.data());
    spx_int32_t percent = 0;
    speex_preprocess_ctl(m_state.get(), SPEEX_PREPROCESS_GET_PROB, &percent);
    m_probability = percent / 100.0;
    std::vector<float> result(piece.size());
    std::transform(m_piece.begin(), m_piece.end(), result.begin(),
                   [](std::int16_t value) { return static_cast<float>(value) / kToInt16; });
    return result;
}

} // namespace imprint::audio
