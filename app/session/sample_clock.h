#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>

namespace imprint::app {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Tells when a sample of live sound arrived, or will. Sound arrives in bursts, late by some milliseconds but never early, and
/// its device counts a little faster or slower than the steady clock: the line through the earliest arrivals of the last
/// seconds is followed slowly, so that nothing that is paced by it ever jumps.
/// Thread: any; observe() by one.
class SampleClock {
public:
    /// rate  samples per second
    explicit SampleClock(int rate)
        : m_rate(rate)
    {
    }

    /// `samples` have arrived in all, the last of them now.
    void observe(std::int64_t samples, SteadyTime now);

    /// When the sample with this index arrives. The epoch before the first observation.
    SteadyTime timeOf(std::int64_t sample) const;

private:
    struct Arrival {
        SteadyTime at;
        double offset; // seconds behind the nominal line
    };

    SteadyTime nominal(std::int64_t sample) const;

    const int m_rate;
    mutable std::mutex m_mutex;
    SteadyTime m_start{};           // of sample 0, as the first observation has it
    std::deque<Arrival> m_arrivals; // rising offsets: the first is the earliest of the window
    double m_offset = 0;            // seconds, what timeOf() adds to the nominal line
    SteadyTime m_moved{};           // when m_offset was last changed
    SteadyTime m_first{};           // of the observations
    bool m_observed = false;
};

} // namespace imprint::app
