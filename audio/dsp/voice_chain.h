#pragma once

#include "audio/dsp/level_meter.h"
#include "audio/dsp/speech_filter.h"
#include "audio/dsp/voice_gate.h"
#include "audio/dsp/voice_settings.h"
#include "engine/core/mailbox.h"

#include <vector>

namespace imprint::audio {

/// What a voice passes between microphone and everything else: noise suppression, automatic gain, gate, gain, mute. With
/// everything off it is the identity, to the bit. A change never clicks: it is faded over one piece.
/// Thread: its owner's; change() from any.
class VoiceChain {
public:
    /// Throws Error(BadConfig) for a setting out of its range.
    explicit VoiceChain(const VoiceSettings& settings = {});

    /// Takes effect with the next piece. Throws Error(BadConfig) and changes nothing for a setting out of its range.
    void change(const VoiceSettings& settings);

    /// One piece of kLivePieceSamples in, one out, within [-1, 1].
    std::vector<float> process(std::vector<float> piece);

    /// By how many samples what comes out now is later than what goes in: 0, or SpeechFilter::kDelaySamples while noise is
    /// suppressed or the gain automatic.
    int latencySamples() const { return filters(m_settings) ? SpeechFilter::kDelaySamples : 0; }

    /// Of the last piece that came out; clipped also where it would have been louder than full scale, or came in so.
    const VoiceLevel& level() const { return m_level; }

private:
    static bool filters(const VoiceSettings& settings)
    {
        return settings.suppressNoise || settings.automaticGain;
    }

    void maybeChange();
    void filter(std::vector<float>& piece);
    void amplify(std::vector<float>& piece);
    bool hearsSpeech(const VoiceLevel& input);

    Mailbox<VoiceSettings> m_wanted;
    VoiceSettings m_settings;
    SpeechFilter m_filter;
    VoiceGate m_gate;
    VoiceLevel m_level;
    float m_filtered = 0; // 1: what was filtered is heard, 0: what came in
    float m_gain = 1;
    bool m_speech = false;
    int m_speechPieces = 0; // for which speech is still believed
};

} // namespace imprint::audio
