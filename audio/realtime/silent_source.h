#pragma once

#include "audio/realtime/live_source.h"
#include "audio/realtime/piece_pace.h"

namespace imprint::audio {

/// Silence at live pace, for a session that nobody speaks into.
class SilentSource final : public LiveSource {
public:
    /// clock  outlives the source
    explicit SilentSource(LiveClock& clock)
        : m_pace(clock)
    {
    }

    std::optional<std::vector<float>> next(std::stop_token stop) override
    {
        m_pace.wait(stop);
        if (stop.stop_requested())
            return std::nullopt;
        return std::vector<float>(kLivePieceSamples, 0.0F);
    }

    LiveSourceStatus status() const override { return {.name = "silence", .trouble = {}}; }

private:
    PiecePace m_pace;
};

} // namespace imprint::audio
