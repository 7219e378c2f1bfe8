#include "app/outputs/paced_moments.h"

#include "app/outputs/device_delay.h"
#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kQueuedMoments = 4;
constexpr std::chrono::hours kLong{24}; // until the first moment there is nothing to repeat

} // namespace

PacedMoments::PacedMoments(int framesPerSecond, Show show)
    : m_longestExtraDelay(std::max<std::int64_t>(0, (kQueuedMoments - 1) * 1000 / framesPerSecond -
                                                        kDeviceDelay.count()))
    , m_pacer(std::chrono::nanoseconds(std::chrono::seconds(1)) / framesPerSecond)
    , m_show(std::move(show))
    , m_queue(kQueuedMoments)
    , m_thread([this](std::stop_token stop) { run(stop); })
{
}

PacedMoments::~PacedMoments()
{
    finish();
}

void PacedMoments::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_queue.pushDropOldest({std::move(moment), std::chrono::steady_clock::now()});
}

void PacedMoments::setExtraDelay(std::chrono::milliseconds delay)
{
    if (delay < delay.zero() || delay > m_longestExtraDelay)
        throw Error(ErrorCode::BadConfig,
                    concat("pictures cannot be delayed by ", delay.count(), " ms more"),
                    concat("Give 0 to ", m_longestExtraDelay.count(), " ms"));
    m_extraDelay.store(delay, std::memory_order_relaxed);
}

void PacedMoments::finish()
{
    m_thread.request_stop(); // before close(): what wakes the thread then is the end
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void PacedMoments::run(std::stop_token stop)
{
    std::shared_ptr<const LiveMoment> last;
    for (;;) {
        const auto repeatAt = m_pacer.repeatTime();
        auto next = m_queue.popUntil(repeatAt.value_or(std::chrono::steady_clock::now() + kLong));
        if (next) {
            const auto delay = kDeviceDelay + m_extraDelay.load(std::memory_order_relaxed);
            // Real time is the point here; the wait is short and nothing may cut it off.
            std::this_thread::sleep_until(m_pacer.leaveTime(next->time, delay));
            last = std::move(next->moment);
            m_show(last, Shown::First);
        } else if (stop.stop_requested()) {
            return;
        } else if (repeatAt && std::chrono::steady_clock::now() >= *repeatAt) {
            m_pacer.repeated();
            m_show(last, Shown::Again);
        }
    }
}

} // namespace imprint::app
