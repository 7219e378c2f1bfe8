#pragma once

#include "audio/dsp/voice_settings.h"

#include <span>

namespace imprint::audio {

/// Lets sound through while somebody is loud enough: opens in gateAttackMs when a peak passes the threshold, stays open for
/// gateHoldMs behind the last one, closes in gateReleaseMs. Switched off it is open. Thread: its owner's.
class VoiceGate {
public:
    explicit VoiceGate(int sampleRate)
        : m_samplesPerMs(sampleRate / 1000.0)
    {
    }

    void set(const VoiceSettings& settings);

    /// heard   decides, sample by sample
    /// samples as many, fades in place
    void process(std::span<const float> heard, std::span<float> samples);

private:
    double m_samplesPerMs;
    bool m_on = false;
    float m_threshold = 0;
    float m_attackStep = 1;
    float m_releaseStep = 1;
    int m_holdSamples = 0;
    int m_held = 0; // samples for which it still stays open
    float m_open = 1;
};

} // namespace imprint::audio
