#pragma once

#include "audio/realtime/live_clock.h"

#include <optional>

namespace imprint::audio {

/// Lets one piece of sound go every 10 ms of the clock, for sources that no device paces. A late piece does not delay the ones
/// behind it; after a stall of more than two seconds they are late instead of hurried. Thread: its owner's.
class PiecePace {
public:
    /// clock  outlives it
    explicit PiecePace(LiveClock& clock)
        : m_clock(clock)
    {
    }

    /// Returns when the next piece has been spoken, at its end, as a microphone would deliver it; or when `stop` is requested.
    void wait(std::stop_token stop);

private:
    LiveClock& m_clock;
    std::optional<std::chrono::nanoseconds> m_due; // none before the first piece
};

} // namespace imprint::audio
