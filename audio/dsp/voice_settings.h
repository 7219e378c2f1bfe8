#pragma once

#include "engine/core/fields.h"

namespace imprint::audio {

/// What is done to a voice on its way from the microphone. A value: a change is a new one.
struct VoiceSettings {
    bool suppressNoise = false;
    int suppressNoiseDb = 15;
    bool automaticGain = false;
    double automaticGainTargetDb = -12;
    bool gate = false;
    double gateThresholdDb = -45;
    double gateAttackMs = 5;
    double gateHoldMs = 200;
    double gateReleaseMs = 150;
    double gainDb = 0;
    bool muted = false;

    friend bool operator==(const VoiceSettings&, const VoiceSettings&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, VoiceSettings>
void forEachField(Config& config, Visitor&& visit)
{
    visit(Field{"suppressNoise", "Take steady noise off the voice (10 ms later)"},
          config.suppressNoise);
    visit(Field{"suppressNoiseDb", "By how much noise is lowered, dB"}, config.suppressNoiseDb,
          Range{0, 60});
    visit(Field{"automaticGain", "Bring the voice to one loudness (10 ms later)"},
          config.automaticGain);
    visit(Field{"automaticGainTargetDb", "That loudness, dBFS"}, config.automaticGainTargetDb,
          Range{-40.0, -3.0});
    visit(Field{"gate", "Silence what is quieter than a threshold"}, config.gate);
    visit(Field{"gateThresholdDb", "Peaks above it open the gate, dBFS"}, config.gateThresholdDb,
          Range{-90.0, 0.0});
    visit(Field{"gateAttackMs", "Time in which the gate opens"}, config.gateAttackMs,
          Range{0.5, 100.0});
    visit(Field{"gateHoldMs", "Time for which it stays open behind the last peak"},
          config.gateHoldMs, Range{0.0, 5000.0});
    visit(Field{"gateReleaseMs", "Time in which it closes"}, config.gateReleaseMs,
          Range{1.0, 5000.0});
    visit(Field{"gainDb", "Loudness added by hand, dB"}, config.gainDb, Range{-60.0, 40.0});
    visit(Field{"muted", "Let nothing through"}, config.muted);
}

} // namespace imprint::audio
