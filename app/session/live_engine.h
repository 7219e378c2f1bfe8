#pragma once

#include "app/session/take_writer.h"
#include "engine/core/bounded_queue.h"
#include "engine/core/engine_model.h"
#include "engine/core/error.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace imprint::app {

/// Gives a loaded model: at the start, and again when an engine died. Throws Error. Thread: any, one at a time.
using ConnectEngine = std::function<std::shared_ptr<const EngineModel>()>;

/// Makes a take for what its first session is opened with. Throws Error.
using BeginTake = std::function<std::shared_ptr<TakeWriter>(const SessionRequest&)>;

struct LiveEngineStatus {
    bool running = false;
    std::string trouble; ///< for people: why it is not, and what is being done; empty while it runs
    int failures = 0;    ///< sessions that ended by an error, and tries to begin one that did
    std::int64_t lostSamples = 0; ///< of sound that no engine took in time; silence took its place
    std::string
        refused; ///< for people: why the last reset(request) was not taken; empty: nothing was refused
};

/// What not every live engine needs.
struct LiveEngineExtras {
    std::shared_ptr<TakeWriter>
        take; ///< gets all that makes it possible to render the same frames again; null: nobody wants to
    std::int64_t notBefore = 0; ///< frame with which the first session begins at the earliest
    /// Nobody is heard: every session makes a video of so many seconds, frame by frame and as fast as it can. Then pushSound() is
    /// not called, and a failure that would only come again ends the run.
    std::optional<double> silentSeconds = {};
};

/// An engine that lives as long as its owner: one that dies or hangs is started again, and its session goes on from the sound
/// of that moment with the latest settings. Frames are numbered since the start whatever happens in between.
/// Thread: pushSound() by one; the others from any. The destructor stops it.
class LiveEngine {
public:
    /// Called on the engine's own thread with every frame; index and presentation time count from the start of the sound.
    using TakeFrame = std::function<void(VideoFrame frame)>;
    /// Called there when all that was heard has been made.
    using Finished = std::function<void()>;

    /// Connects and opens the first session. Throws what connecting or opening it throws.
    LiveEngine(ConnectEngine connect, SessionRequest request, TakeFrame takeFrame,
               Finished whenFinished, const LiveEngineExtras& extras = {});
    ~LiveEngine();
    LiveEngine(const LiveEngine&) = delete;
    LiveEngine& operator=(const LiveEngine&) = delete;

    const SessionInfo& info() const { return m_info; }

    /// Starts to hand frames over. Called once.
    void start();

    /// The next sound; none from before may follow. What is left out is silence. Never waits.
    void pushSound(AudioBlock block);

    /// No more sound will come: what was heard is still made, then finished() is true.
    void finishSound();
    bool finished() const;

    /// New settings, from the next block on and for every later session. Throws Error(BadConfig).
    void update(const SessionConfig& config);

    /// Ends the session and begins another one: who was seen is forgotten.
    void reset();

    /// The same with another person: settings, picture, persona; the size stays. If no engine can open such a session the
    /// person from before comes back, and the status says why. A take holds one person, so it ends here.
    /// notBefore  frame with which it begins at the earliest: two engines that begin with one frame make pictures that can be
    ///            compared
    void reset(SessionRequest request, std::int64_t notBefore = 0);

    /// What is heard and made goes to a take, which begins with a session of its own: one that runs ends.
    /// begin  what it throws is thrown, and nothing has changed
    void startTake(const BeginTake& begin);
    /// The session goes on without. Its owner calls finish().
    void endTake();

    /// With which the session of now begins, or began.
    std::int64_t firstFrame() const;

    /// Writes what the session of now has learnt of its person. Throws what EngineSession::savePersona throws, and
    /// Error(Io) while no engine runs.
    void savePersona(const std::string& path);

    LiveEngineStatus status() const;
    SessionStats stats() const; ///< of the session that runs, else the last that were known
    Ledger ledger() const;      ///< as of the last stats()

    void stop();

private:
    struct Opened {
        std::shared_ptr<EngineSession> session;
        std::int64_t firstFrame = 0;      // of the run, in which the session's sound begins
        std::shared_ptr<TakeWriter> take; // that holds it; null: none
        int numberInTake = 0;
        int resets = 0; // before it
    };

    Opened open();
    void run(std::stop_token stop);
    std::int64_t runSession(const Opened& opened, std::stop_token stop);
    void feed(const Opened& opened, std::stop_token stop);
    void feedSilence(const Opened& opened, std::stop_token stop);
    void noteSilent(const Opened& opened, std::int64_t frames);
    std::int64_t silentSamples() const;
    void feedUntilEnd(const Opened& opened, std::stop_token stop);
    void askFigures(EngineSession& session) const;
    std::optional<Opened> reopen(std::chrono::milliseconds& pause, std::stop_token stop);
    std::shared_ptr<EngineSession> session() const;
    void fail(const Error& error);
    bool takeBack(const Error& error);

    ConnectEngine m_connect;
    TakeFrame m_takeFrame;
    Finished m_whenFinished;
    const std::optional<double> m_silentSeconds;
    SessionInfo m_info;

    std::mutex m_updateMutex; // changes come one by one, so that the take has them in their order
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    SessionRequest m_request; // what the next session is opened with
    std::optional<SessionRequest>
        m_requestBefore;                // that worked, until the present one has; nothing: it has
    int m_requestCount = 0;             // that were asked for by reset()
    int m_resets = 0;                   // of any kind
    std::shared_ptr<TakeWriter> m_take; // of the sessions to come; null: none
    std::shared_ptr<EngineSession> m_session;  // null while there is none
    std::shared_ptr<TakeWriter> m_sessionTake; // that holds m_session; null: none
    int m_numberInTake = 0;
    std::int64_t m_notBefore = 0;
    std::int64_t m_firstFrame = 0; // of m_session
    LiveEngineStatus m_status;
    mutable SessionStats m_lastStats; // what a dead session can no longer tell
    mutable Ledger m_lastLedger;
    std::int64_t m_pushed =
        0; // samples of the run so far; where nobody is heard: those of its frames
    bool m_soundEnded = false;
    bool m_finished = false;

    BoundedQueue<AudioBlock> m_sound;
    Opened m_first; // until start()
    std::jthread m_thread;
};

} // namespace imprint::app
