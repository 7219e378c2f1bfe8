#pragma once

#include "app/outputs/delay_regulator.h"
#include "app/outputs/sound_bender.h"
#include "engine/core/spsc_ring.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>

namespace imprint::app {

/// How a feed of sound is doing.
struct SoundFeedFigures {
    double delayMs = 0;              ///< from push to the reader, smoothed
    double driftPpm = 0;             ///< how much faster the reader's clock is than the session's
    std::int64_t underruns = 0;      ///< times that the reader found too little
    std::int64_t silentSamples = 0;  ///< that it got instead
    std::int64_t trims = 0;          ///< times that too much had gathered, after a stall
    std::int64_t trimmedSamples = 0; ///< that were left out then
};

/// Sound from a session to the real-time callback of a device with a clock of its own. Sound leaves kDeviceDelay (and the user's
/// offset) after it was pushed, or as much later as pieces need that are larger than we asked for; for hours: the regulator and the bender see to that. Too little is silence, too much is cut out
/// where it cannot be heard; both are counted. Knows no clock: every function is told the time.
/// Thread: push from one (never waits, allocates), pull from one other (real-time: wait-free, allocates nothing), the rest from any.
class SoundFeed {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit SoundFeed(int sampleRate);

    /// Takes the sound that follows the last one; nothing while nobody listens.
    void push(std::span<const float> sound, Time now);

    /// Fills `out`, with silence where there is no sound.
    void pull(std::span<float> out, Time now) noexcept;

    /// Whether somebody pulls from now on. Each listener starts afresh, with sound that was pushed since.
    void setListening(bool listening) noexcept;

    /// Sound leaves so much later, 0 to kLongestOffset; reached without a click at 15 ms a second.
    /// Throws Error(BadConfig) for other values.
    void setOffset(std::chrono::milliseconds offset);

    SoundFeedFigures figures() const noexcept;

    static constexpr std::chrono::milliseconds kLongestOffset{1000};

private:
    /// Who comes next in starting afresh.
    enum class Phase { Closed, ReaderClears, WriterFills, Open };

    double held(Time now) const noexcept;
    double wantedTarget() const;
    void moveTarget(double elapsed);
    void fillWithSilence(Time now);
    std::span<float> trimmed(std::span<float> sound, double excess);

    const double m_rate;
    SpscRing<float> m_ring;
    std::atomic<Phase> m_phase = Phase::Closed;
    std::atomic<double> m_wantedOffset = 0;    // samples
    std::atomic<std::int64_t> m_piece = 0;     // samples that were pulled last
    std::atomic<std::int64_t> m_takenUntil{0}; // ns: when what was pulled will have been heard
    std::atomic<bool> m_ranDry = false;        // since the last push

    // The writer's.
    SoundBender m_bender;
    DelayRegulator m_regulator;
    double m_target; // samples

    // The reader's.
    float m_lastSample = 0;
    bool m_dry = false;

    std::atomic<double> m_delayMs = 0;
    std::atomic<double> m_driftPpm = 0;
    std::atomic<std::int64_t> m_underruns = 0;
    std::atomic<std::int64_t> m_silentSamples = 0;
    std::atomic<std::int64_t> m_trims = 0;
    std::atomic<std::int64_t> m_trimmedSamples = 0;
};

} // namespace imprint::app
