#include "app/gui/output_watch.h"

#include <chrono>
#include <filesystem>
#include <utility>

namespace imprint::app {
namespace {

constexpr std::chrono::seconds kBetweenLooks{2};

} // namespace

std::int64_t freeBytesNear(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code problem;
    fs::path folder = fs::absolute(path.empty() ? "." : path, problem);
    while (!problem && !fs::exists(folder, problem) && folder.has_relative_path())
        folder = folder.parent_path();
    const fs::space_info room = fs::space(folder, problem);
    return problem ? -1 : static_cast<std::int64_t>(room.available);
}

OutputWatch::OutputWatch(std::function<void(const OutputGear&)> told)
    : m_told(std::move(told))
    , m_thread([this](std::stop_token stop) { watch(std::move(stop)); })
{
}

void OutputWatch::setFolder(const std::string& folder)
{
    const std::scoped_lock lock(m_mutex);
    m_hurry = std::exchange(m_folder, folder) != folder;
    m_changed.notify_all();
}

void OutputWatch::watch(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        std::string folder;
        {
            const std::scoped_lock lock(m_mutex);
            folder = m_folder;
        }
        m_told({.freeBytes = freeBytesNear(folder), .loopbacks = probeLoopback().nodes});
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, kBetweenLooks, [&] { return m_hurry; });
        m_hurry = false;
    }
}

} // namespace imprint::app
