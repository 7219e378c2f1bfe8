#include "audio/realtime/live_clock.h"

#include <condition_variable>
#include <mutex>

namespace imprint::audio {

std::chrono::nanoseconds SteadyClock::now() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

void SteadyClock::sleepUntil(std::chrono::nanoseconds time, std::stop_token stop)
{
    const std::chrono::steady_clock::time_point until{time};
    std::mutex mutex;
    std::condition_variable_any woken; // by the stop request alone
    std::unique_lock lock(mutex);
    woken.wait_until(lock, stop, until, [] { return false; });
}

} // namespace imprint::audio
