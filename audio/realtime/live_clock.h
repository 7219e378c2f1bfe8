#pragma once

#include <chrono>
#include <stop_token>

namespace imprint::audio {

/// A live source speaks in pieces of this length.
inline constexpr std::chrono::nanoseconds kLivePiece = std::chrono::milliseconds(10);

/// Behind a longer stall what was missed is late instead of hurried.
inline constexpr std::chrono::nanoseconds kLongestHurry = std::chrono::seconds(2);

/// The time by which a live source paces what no device paces. Tests have one of their own, which needs no real time.
/// Thread: any.
class LiveClock {
public:
    virtual ~LiveClock() = default;

    /// Time since a point that never changes; never goes back.
    virtual std::chrono::nanoseconds now() const = 0;

    /// Returns at `time`, or earlier when `stop` is requested.
    virtual void sleepUntil(std::chrono::nanoseconds time, std::stop_token stop) = 0;
};

/// The machine's monotonic clock.
class SteadyClock final : public LiveClock {
public:
    std::chrono::nanoseconds now() const override;
    void sleepUntil(std::chrono::nanoseconds time, std::stop_token stop) override;
};

} // namespace imprint::audio
