#pragma once

#include <cstdint>
#include <deque>

namespace imprint::ui {

/// How fast something grows, over the last seconds. Thread: its owner's.
class ByteRate {
public:
    static constexpr double kSeconds = 10; ///< over which it is measured

    /// seconds  of any clock that never goes back
    /// bytes    so far; fewer than before: something new began
    void observe(double seconds, std::int64_t bytes);

    /// 0 before two seconds were observed.
    double bytesPerSecond() const;

private:
    struct Sample {
        double seconds;
        std::int64_t bytes;
    };
    std::deque<Sample> m_samples;
};

} // namespace imprint::ui
