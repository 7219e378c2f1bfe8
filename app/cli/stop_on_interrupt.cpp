#include "app/cli/stop_on_interrupt.h"

#include <chrono>

namespace imprint::app {
namespace {

// A signal handler can wake no thread: the flag it sets has to be looked at.
constexpr std::chrono::milliseconds kLookEvery{50};

} // namespace

StopOnInterrupt::StopOnInterrupt(const InterruptGuard& interrupt)
    : m_thread([this, &interrupt](std::stop_token ended) {
        std::unique_lock lock(m_mutex);
        while (!ended.stop_requested()) {
            if (interrupt.requested()) {
                m_stop.request_stop();
                return;
            }
            m_ended.wait_for(lock, ended, kLookEvery, [] { return false; });
        }
    })
{
}

} // namespace imprint::app
