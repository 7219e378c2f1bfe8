#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::audio {

/// By how much a device's clock differs from the machine's, from how many samples it had counted at which time. Samples arrive
/// in pieces and late, never early: the least late one of each second counts, and the median slope between all of these seconds
/// is the answer, which a few late seconds do not move. Thread: its owner's.
class DriftMeter {
public:
    explicit DriftMeter(int sampleRate);

    /// The device had counted `samples` by `now`; both never go back. Called often, at any times.
    void observe(std::chrono::nanoseconds now, std::int64_t samples);

    /// Millionths by which the device is faster; nothing before ten seconds are known. Looks back two minutes.
    std::optional<double> ppm() const { return m_ppm; }

private:
    struct Second {
        double atSeconds = 0;
        double late = 0; // seconds
    };

    void endSecond();

    double m_sampleRate;
    std::optional<std::chrono::nanoseconds> m_begin;
    std::int64_t m_firstSample = 0;
    std::int64_t m_lastSample = 0;
    std::optional<Second> m_current;
    double m_currentEnd = 0;       // seconds
    std::vector<Second> m_seconds; // oldest first
    std::optional<double> m_ppm;
};

} // namespace imprint::audio
