#pragma once

#include "app/outputs/live_output.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace imprint::app {

/// Where the moments of a session stand in a recording that may begin late and may be paused. Thread: its owner's.
class MomentTimeline {
public:
    enum class Recording { Runs, Paused };

    /// index  of the moment, growing; numbers left out are moments that were lost
    /// Returns its place, 0 for the first one recorded. Nothing while paused, when the timeline stands still, and for
    /// a moment that comes after a later one.
    std::optional<std::int64_t> placeOf(std::int64_t index, Recording recording);

private:
    std::optional<std::int64_t> m_next; // index expected; nothing before the first place
    std::int64_t m_place = 0;           // of m_next
};

/// The sound of moments, one after the other without a gap: what is missing is filled with silence, so that sound and
/// picture stay together whatever was lost. Thread: its owner's.
class MomentSound {
public:
    using Write = std::function<void(std::span<const float>)>;

    explicit MomentSound(int framesPerSecond);

    /// Writes the sound up to the end of the moment at `place`; places grow.
    /// sound  of this moment; what is too little is filled, what is too much is cut
    void writeUpTo(std::int64_t place, std::span<const float> sound, const Write& write);

    /// Samples of silence so far.
    std::int64_t filled() const { return m_filled; }

private:
    void writeSilence(std::int64_t samples, const Write& write);
    std::int64_t startOf(std::int64_t place) const { return place * kLiveSampleRate / m_rate; }

    std::int64_t m_rate; // moments per second
    std::int64_t m_written = 0;
    std::int64_t m_filled = 0;
};

} // namespace imprint::app
