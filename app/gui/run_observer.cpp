#include "app/gui/run_observer.h"

#include <chrono>
#include <utility>

namespace imprint::app {
namespace {

constexpr std::chrono::milliseconds kGlance{250}; // between two looks

} // namespace

RunObserver::RunObserver(Look look, std::function<void()> noticed)
    : m_look(std::move(look))
    , m_noticed(std::move(noticed))
    , m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

RunObserver::~RunObserver() = default;

void RunObserver::stop()
{
    m_thread.request_stop();
}

void RunObserver::run(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_woken.wait_for(lock, stop, kGlance, [] { return false; });
        }
        if (stop.stop_requested())
            return;
        if (auto snapshot = m_look()) {
            m_snapshots.put(std::move(*snapshot));
            m_noticed();
        }
    }
}

} // namespace imprint::app
