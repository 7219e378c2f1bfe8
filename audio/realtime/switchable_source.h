#pragma once

#include "audio/realtime/live_source.h"
#include "audio/realtime/piece_pace.h"
#include "engine/core/bounded_queue.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace imprint::audio {

/// Passes on another source, which may be exchanged for a third one while a session listens. The count of samples goes on
/// without a gap and in step with the clock: what an exchange takes is filled with silence. It never ends by itself: silence follows a source
/// that has ended or broken off. Old sources are closed on a thread of its own, because a sound server may take seconds.
class SwitchableSource final : public LiveSource {
public:
    /// clock  outlives the source
    SwitchableSource(std::unique_ptr<LiveSource> first, LiveClock& clock);
    ~SwitchableSource() override;

    /// Listens to `source` from now on. Does not wait, unless a sound server hangs in which many old sources are still to be closed.
    /// Thread: any.
    void use(std::unique_ptr<LiveSource> source);

    std::optional<std::vector<float>> next(std::stop_token stop) override;

    /// Of the source that was chosen last; what was lost is counted over all of them.
    LiveSourceStatus status() const override;

private:
    using Nanoseconds = std::chrono::nanoseconds;

    std::stop_source takeWanted();
    std::optional<std::vector<float>> listen(std::stop_token stop);
    std::vector<float> fill();

    LiveClock& m_clock;

    // Of the thread of next().
    std::optional<Nanoseconds> m_lastAt; // when the last piece was given out
    Nanoseconds m_owed{};                // time that passed in exchanges, not yet filled
    std::optional<PiecePace> m_silence;  // paces what follows a source that ended

    mutable std::mutex
        m_mutex; // guards what follows; the source is also read, without it, by the thread of next()
    std::unique_ptr<LiveSource> m_current;
    std::unique_ptr<LiveSource> m_wanted; // in the place of the current one
    std::stop_source m_interrupt;         // wakes the current one
    std::string m_trouble;                // why the current one broke off
    LiveSourceStatus m_past;              // its counters: of the sources before

    BoundedQueue<std::unique_ptr<LiveSource>> m_old{32}; // to be closed; full: see use()
    std::jthread m_closer;
};

} // namespace imprint::audio
