#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace imprint::audio {

/// Where a stream of sound is between two of its pieces. Pieces come late and never early, so the position runs on at the stream's
/// rate from the least late of the recent ones. Two streams whose pieces have almost the same length would else seem a whole
/// piece closer and farther in turn, over minutes. Thread: its owner's.
class StreamPosition {
public:
    explicit StreamPosition(int sampleRate)
        : m_rate(sampleRate)
    {
    }

    /// By `now` there had been `samples` samples since the beginning.
    void observe(std::chrono::nanoseconds now, std::int64_t samples);

    /// The estimate for `now`, in samples; 0 before anything was observed.
    double at(std::chrono::nanoseconds now) const;

private:
    double m_rate;
    std::optional<double> m_begin; // seconds of the clock at which the first sample would have been
    double m_seenAt = 0;
};

} // namespace imprint::audio
