#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace imprint::ui {

/// Memory over a short span of time: the most that was held in it, and the least.
struct MemoryPoint {
    double seconds = 0; ///< of the span's begin, since the start of the program
    std::int64_t mostBytes = 0;
    std::int64_t leastBytes = 0;
    std::int64_t mostKvBytes = 0;

    friend bool operator==(const MemoryPoint&, const MemoryPoint&) = default;
};

/// Memory over time, however long, in less than kMostBytes: every sample of the last two minutes, the most and least of each
/// two seconds of the last half hour, and of each half minute of the last nine hours. A peak is never averaged away.
/// Thread: one.
class MemoryHistory {
public:
    static constexpr std::size_t kMostBytes = 128 * 1024;

    /// seconds: never less than before; more than eight samples a second share points.
    void add(double seconds, std::int64_t bytes, std::int64_t kvBytes);

    /// What is known of the last `seconds`, as fine as that reaches back, oldest first.
    std::vector<MemoryPoint> last(double seconds) const;

    double begin() const { return m_begin; } ///< of the first sample
    double end() const { return m_end; }     ///< of the last one
    std::int64_t peakBytes() const { return m_peak; }
    bool empty() const { return m_end < m_begin; }

    std::size_t bytesHeld() const; ///< by this object

private:
    /// A ring of points, one per `span` seconds.
    class Level {
    public:
        Level(double span, std::size_t capacity);

        void add(const MemoryPoint& sample);
        bool reachesBack(double seconds) const;
        std::vector<MemoryPoint> since(double seconds) const;
        std::size_t bytesHeld() const { return m_points.capacity() * sizeof(MemoryPoint); }

    private:
        const MemoryPoint& at(std::size_t age) const;

        double m_span;
        std::size_t m_capacity;
        std::vector<MemoryPoint> m_points;
        std::size_t m_newest = 0;
        bool m_full = false;
    };

    std::array<Level, 3> m_levels{Level(0.125, 960), Level(2, 900), Level(32, 1024)};
    double m_begin = 0;
    double m_end = -1;
    std::int64_t m_peak = 0;
};

} // namespace imprint::ui
