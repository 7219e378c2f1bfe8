#pragma once

#include "app/gui/studio_snapshot.h"
#include "engine/core/mailbox.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace imprint::app {

/// Looks at the figures of a run about four times a second, on a thread of its own: an engine that hangs lets its figures wait,
/// and nothing else. Thread: its owner's.
class RunObserver {
public:
    /// On its thread: every figure of now; nothing while no run goes on.
    using Look = std::function<std::optional<StudioSnapshot>()>;

    /// noticed  called there when take() has another snapshot
    RunObserver(Look look, std::function<void()> noticed);
    ~RunObserver();
    RunObserver(const RunObserver&) = delete;
    RunObserver& operator=(const RunObserver&) = delete;

    /// The latest; nothing if it was taken already. Thread: one.
    std::optional<StudioSnapshot> take() { return m_snapshots.take(); }

    /// It looks no more, but for a look that goes on. Thread: any.
    void stop();

private:
    void run(std::stop_token stop);

    const Look m_look;
    const std::function<void()> m_noticed;
    Mailbox<StudioSnapshot> m_snapshots; // the latest counts
    std::mutex m_mutex;                  // of the wait alone
    std::condition_variable_any m_woken;
    std::jthread m_thread; // last: it uses all above
};

} // namespace imprint::app
