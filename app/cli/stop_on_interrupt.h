#pragma once

#include "engine/core/interrupt.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace imprint::app {

/// A token that says soon after the user has asked for the end that all is to stop. Thread: one of its own, which ends with the
/// object.
class StopOnInterrupt {
public:
    /// interrupt  outlives it
    explicit StopOnInterrupt(const InterruptGuard& interrupt);

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    std::jthread m_thread; // last: stops first
};

} // namespace imprint::app
