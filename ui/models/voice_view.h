#pragma once

#include <QString>

#include <cstdint>

namespace imprint::ui {

inline constexpr double kSilentDb = -120; ///< dBFS of what is called silence

/// How loud the voice is now.
struct VoiceLevelView {
    double peakDb = kSilentDb; ///< dBFS
    double rmsDb = kSilentDb;  ///< dBFS
    bool clipped = false;      ///< too loud for full scale
    bool speech = false;       ///< somebody speaks
};

/// What is done to the voice: what the dock shows and what its user chooses.
struct VoiceChoices {
    double gainDb = 0;
    bool gate = false;
    double gateThresholdDb = -45;
    bool suppressNoise = false;
    bool automaticGain = false;
    bool muted = false;

    friend bool operator==(const VoiceChoices&, const VoiceChoices&) = default;
};

/// Where the voice comes from, and how that is doing.
struct VoiceSourceView {
    QString name;              ///< of the device or file that is heard
    bool lost = false;         ///< silence stands in for it
    QString trouble;           ///< what is wrong and what to do; empty: nothing
    std::int64_t filledMs = 0; ///< silence that stood in for sound that was not there
    std::int64_t lostMs = 0;   ///< sound that was lost because the machine was too busy
    int reopened = 0;          ///< how often the device came back

    friend bool operator==(const VoiceSourceView&, const VoiceSourceView&) = default;
};

/// What the source has lost so far, in words; empty: nothing.
QString lossesText(const VoiceSourceView& source);

/// A sound file that plays in the place of the microphone.
struct PlayerView {
    QString file; ///< its name; empty: none is chosen
    double positionSeconds = 0;
    double lengthSeconds = 0; ///< 0: not known
    bool playing = false;
    bool loop = false;

    friend bool operator==(const PlayerView&, const PlayerView&) = default;
};

} // namespace imprint::ui
