#include "audio/dsp/voice_chain.h"

#include "audio/realtime/live_source.h"

namespace imprint::audio {
namespace {

// SpeexDSP's own thresholds for the beginning and the going on of speech; words have pauses, so it is believed a little longer.
constexpr double kSpeechBegins = 0.35;
constexpr double kSpeechGoesOn = 0.20;
constexpr int kSpeechHoldPieces = 20;
// Nobody is heard below this, whatever its spectrum: the probability alone takes the first noise after silence for speech.
constexpr double kSpeechFloorDb = -60;

VoiceSettings checked(const VoiceSettings& settings)
{
    validate(settings);
    return settings;
}

/// From 0 to 1 within a piece, without a corner at either end.
float fade(std::size_t sample)
{
    const float t = static_cast<float>(sample + 1) / kLivePieceSamples;
    return t * t * (3 - 2 * t);
}

float gainOf(const VoiceSettings& settings)
{
    return settings.muted ? 0.0F : static_cast<float>(fromDecibels(settings.gainDb));
}

} // namespace

VoiceChain::VoiceChain(const VoiceSettings& settings)
    : m_settings(checked(settings))
    , m_gate(kLiveSampleRate)
    , m_filtered(filters(settings) ? 1.0F : 0.0F)
    , m_gain(gainOf(settings))
{
    m_filter.set(m_settings);
    m_gate.set(m_settings);
}

void VoiceChain::change(const VoiceSettings& settings)
{
    m_wanted.put(checked(settings));
}

std::vector<float> VoiceChain::process(std::vector<float> piece)
{
    IMPRINT_ASSERT(piece.size() == kLivePieceSamples, "a piece of ", piece.size());
    maybeChange();
    const VoiceLevel input = measureLevel(piece);
    const std::vector<float> heard = piece;
    filter(piece);
    m_gate.process(heard, piece);
    amplify(piece);
    m_level = measureLevel(piece);
    m_level.clipped = m_level.clipped || input.clipped;
    m_level.speech = hearsSpeech(input);
    for (float& sample : piece)
        sample = std::clamp(sample, -1.0F, 1.0F);
    return piece;
}

void VoiceChain::maybeChange()
{
    if (const auto wanted = m_wanted.take()) {
        m_settings = *wanted;
        m_filter.set(m_settings);
        m_gate.set(m_settings);
    }
}

/// The filter always runs, so that it knows the noise when it is switched on, and whether somebody speaks.
void VoiceChain::filter(std::vector<float>& piece)
{
    const std::vector<float> filtered = m_filter.process(piece);
    const float before = m_filtered;
    m_filtered = filters(m_settings) ? 1.0F : 0.0F;
    if (before == 0 && m_filtered == 0)
        return;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const float share = before + (m_filtered - before) * fade(i);
        piece[i] = share == 1 ? filtered[i] : piece[i] + share * (filtered[i] - piece[i]);
    }
}

void VoiceChain::amplify(std::vector<float>& piece)
{
    const float before = m_gain;
    m_gain = gainOf(m_settings);
    for (std::size_t i = 0; i < piece.size(); ++i)
        piece[i] *= before == m_gain ? m_gain : before + (m_gain - before) * fade(i);
}

bool VoiceChain::hearsSpeech(const VoiceLevel& input)
{
    const double enough = m_speech ? kSpeechGoesOn : kSpeechBegins;
    if (m_filter.speechProbability() >= enough && input.rmsDb > kSpeechFloorDb)
        m_speechPieces = kSpeechHoldPieces;
    else
        m_speechPieces = std::max(0, m_speechPieces - 1);
    m_speech = m_speechPieces > 0;
    return m_speech;
}

} // namespace imprint::audio
