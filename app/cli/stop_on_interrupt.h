#pragma once

#include "engine/core/engine_session.h"
#include "engine/core/interrupt.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace imprint::app {

/// Stops a session soon after the user has asked for the end, also while its reader waits for a frame that takes minutes.
/// Thread: one of its own, which ends with the object.
class StopOnInterrupt {
public:
    /// Both must outlive it.
    StopOnInterrupt(const InterruptGuard& interrupt, EngineSession& session);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    std::jthread m_thread; // last: stops first
};

} // namespace imprint::app
