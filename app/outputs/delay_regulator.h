#pragma once

#include <optional>

namespace imprint::app {

/// Keeps the delay between a writer of sound and a reader with another clock at a target, by telling the writer how much more
/// (or less) sound to make: it learns how much the clocks differ, and makes good what is left. Differences above 5 ms are made
/// good at 2 %, a third of a semitone; smaller ones so slowly that nobody hears it. Knows no clock and no sound: a plain
/// value. Thread: its owner's.
class DelayRegulator {
public:
    explicit DelayRegulator(int sampleRate)
        : m_rate(sampleRate)
    {
    }

    /// measured  delay just now, in samples; may jitter by a graph's piece of sound
    /// target    in samples
    /// elapsed   samples written since the last call
    /// Returns what to write more, as a share: 0.0002 is 200 more samples in a million.
    double update(double measured, double target, double elapsed);

    /// The delay was changed by so many samples at once, on purpose.
    void shifted(double samples);

    /// Forgets the delay; keeps what it learnt of the clocks.
    void restart() { m_delay.reset(); }

    double delay() const { return m_delay.value_or(0); } ///< smoothed, in samples
    double driftPpm() const { return m_drift * 1e6; }    ///< how much faster the reader's clock is

private:
    double m_rate;
    std::optional<double> m_delay;
    double m_drift = 0;
    double m_correction = 0; // the last one returned
};

} // namespace imprint::app
