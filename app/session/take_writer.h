#pragma once

#include "app/outputs/live_output.h"
#include "app/session/float_wave.h"
#include "app/session/take.h"
#include "engine/core/bounded_queue.h"
#include "engine/core/engine_session.h"

#include <cstddef>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace imprint::app {

/// Writes a live take into a folder while it goes on, on a thread of its own. What hands sound and pictures over never waits
/// for the disk: one that cannot follow for half a minute, or is full, ends the take, which is whole up to there.
/// Thread: any; heard() and made() by one each.
class TakeWriter {
public:
    /// Makes the folder, which must not exist, with what holds for the whole take.
    /// request  of the first session: its picture and its persona become part of the take
    /// Throws Error(BadInput | NotFound | Io).
    TakeWriter(const std::string& folder, const TakeHeader& header, const SessionRequest& request);
    ~TakeWriter();
    TakeWriter(const TakeWriter&) = delete;
    TakeWriter& operator=(const TakeWriter&) = delete;

    /// A session begins, with this frame of the run: the take begins with the first one. Returns its number, by which the
    /// others know it.
    int begun(std::int64_t firstFrame, const SessionInfo& info, const SessionConfig& settings);
    /// Sound of the run, as the engine hears it, from the first session's begin on; what is left out between two blocks is
    /// silence.
    void heard(AudioBlock block);
    void changed(const TakeChange& change, const SessionConfig& settings);
    /// The next frame of the session that runs, numbered as the session does.
    void made(int session, const VideoFrame& frame);

    /// Nothing more is taken: it is whole up to here, and its state says why it ended. finish() is called all the same.
    void end(const std::string& why);

    /// Writes what is queued; what others hand over from now on is left out. Idempotent.
    void finish();

    LiveOutputStats stats() const;

private:
    using Event = std::variant<std::string, AudioBlock>; // a line, or sound

    void push(const std::function<Event()>& make);
    void endBlock();
    void write(const Event& event);
    void run();

    std::ofstream m_script;
    FloatWave m_sound;
    BoundedQueue<Event> m_events;

    std::mutex m_blockMutex;
    std::optional<TakeBlock> m_block;         // whose frames are coming
    std::optional<std::int64_t> m_firstFrame; // of the run, with which the take begins
    std::int64_t m_firstSample = 0;           // the same
    int m_sessions = 0;

    mutable std::mutex m_mutex;
    LiveOutputStats m_stats;
    bool m_ended = false; // nothing more is taken

    std::thread m_thread;
};

} // namespace imprint::app
