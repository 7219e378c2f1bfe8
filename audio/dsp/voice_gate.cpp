#include "audio/dsp/voice_gate.h"

#include "audio/dsp/decibels.h"

namespace imprint::audio {

void VoiceGate::set(const VoiceSettings& settings)
{
    m_on = settings.gate;
    m_threshold = static_cast<float>(fromDecibels(settings.gateThresholdDb));
    m_attackStep = static_cast<float>(1 / (settings.gateAttackMs * m_samplesPerMs));
    m_releaseStep = static_cast<float>(1 / (settings.gateReleaseMs * m_samplesPerMs));
    m_holdSamples = static_cast<int>(settings.gateHoldMs * m_samplesPerMs);
}

void VoiceGate::process(std::span<const float> heard, std::span<float> samples)
{
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(heard[i]) > m_threshold)
            m_held = m_holdSamples + 1;
        const bool open = !m_on || m_held > 0;
        m_held = std::max(0, m_held - 1);
        m_open =
            open ? std::min(1.0F, m_open + m_attackStep) : std::max(0.0F, m_open - m_releaseStep);
        samples[i] *= m_open;
    }
}

} // namespace imprint::audio
