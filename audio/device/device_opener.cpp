#include "audio/device/device_opener.h"

#include "engine/core/error.h"

namespace imprint::audio {

DeviceOpener::DeviceOpener(std::shared_ptr<CaptureDevices> devices)
    : m_devices(std::move(devices))
    , m_thread([this](std::stop_token stop) { run(stop); })
{
}

DeviceOpener::~DeviceOpener()
{
    m_thread.request_stop();
    m_jobs.close();
}

void DeviceOpener::open(const std::string& name)
{
    IMPRINT_ASSERT(!m_busy, "a device is being opened");
    m_busy =
        m_jobs.tryPush(Open{name}); // full: tried again by an owner that asks whether it is busy
}

std::optional<DeviceOpener::Result> DeviceOpener::take()
{
    auto result = m_result.take();
    if (result)
        m_busy = false;
    return result;
}

void DeviceOpener::close(std::unique_ptr<Capture> capture)
{
    if (capture)
        m_jobs.pushWait(std::move(capture), {});
}

void DeviceOpener::run(std::stop_token stop)
{
    while (auto job = m_jobs.popWait(stop))
        if (const auto* wanted = std::get_if<Open>(&*job))
            m_result.put(tryOpen(wanted->name));
}

DeviceOpener::Result DeviceOpener::tryOpen(const std::string& name)
{
    // The boundary of this thread: whatever goes wrong is what the owner tells its user.
    try {
        return {.capture = m_devices->open(name), .trouble = {}};
    } catch (const Error& error) {
        return {.capture = nullptr, .trouble = error.oneLine()};
    } catch (const std::exception& error) {
        return {.capture = nullptr, .trouble = error.what()};
    }
}

} // namespace imprint::audio
