#include "app/outputs/v4l2/v4l2_camera.h"

#include "engine/core/error.h"

#include <utility>

namespace imprint::app {
namespace {

std::unique_ptr<V4l2Device> openDevice(V4l2System& system, const CameraSettings& settings,
                                       const std::string& path)
{
    checkCameraSettings(settings);
    return std::make_unique<V4l2Device>(system, path.empty() ? findLoopback(system) : path,
                                        settings);
}

} // namespace

V4l2Camera::V4l2Camera(std::unique_ptr<V4l2System> system, const CameraSettings& settings,
                       const std::string& path)
    : m_system(std::move(system))
    , m_settings(settings)
    , m_device(openDevice(*m_system, settings, path))
    , m_path(m_device->path())
    , m_moments(settings.framesPerSecond,
                [this](const auto& moment, Shown shown) { show(*moment, shown); })
{
}

V4l2Camera::~V4l2Camera()
{
    finish();
}

void V4l2Camera::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_moments.push(std::move(moment));
}

void V4l2Camera::finish()
{
    m_moments.finish();
    m_device.reset();
}

void V4l2Camera::show(const LiveMoment& moment, Shown shown)
{
    if (!m_device)
        return; // it failed
    if (std::string unfit = whyUnfit(moment, m_settings); !unfit.empty())
        return fail(std::move(unfit));
    try {
        if (!m_device->show(*moment.frame))
            m_withoutBuffer.fetch_add(shown == Shown::First ? 1 : 0, std::memory_order_relaxed);
        else if (shown == Shown::First)
            m_sent.fetch_add(1, std::memory_order_relaxed);
    } catch (const Error& error) { // its trouble is its own: told, and nobody else is harmed
        fail(error.oneLine());
    }
}

void V4l2Camera::fail(std::string why)
{
    m_device.reset();
    const std::scoped_lock lock(m_failureMutex);
    m_failure = std::move(why);
}

LiveOutputStats V4l2Camera::stats() const
{
    LiveOutputStats stats;
    {
        const std::scoped_lock lock(m_failureMutex);
        stats.failed = !m_failure.empty();
        stats.state = stats.failed ? m_failure : concat("sending to ", m_path);
    }
    stats.moments = m_sent.load(std::memory_order_relaxed);
    stats.dropped = m_moments.dropped() + m_withoutBuffer.load(std::memory_order_relaxed);
    stats.bytes = stats.moments * static_cast<std::int64_t>(bytesOf(
                                      PictureLayout::I420, m_settings.width, m_settings.height));
    stats.queueDepth = m_moments.queueDepth();
    return stats;
}

} // namespace imprint::app
