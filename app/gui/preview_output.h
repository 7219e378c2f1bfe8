#pragma once

#include "app/outputs/live_output.h"
#include "engine/core/mailbox.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace imprint::app {

/// Where the window looks: the latest moment alone. A window that is slow or hidden loses pictures, which is no fault.
class PreviewOutput final : public LiveOutput {
public:
    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;
    void finish() override {}
    LiveOutputStats stats() const override;

    /// Called when there is a moment to be taken, once for each that is; on the thread that pushes, so it does not wait. Before the first run.
    void whenThere(std::function<void()> tell) { m_tell = std::move(tell); }

    /// The latest moment, or nothing if it was fetched already. Thread: any.
    std::optional<std::shared_ptr<const LiveMoment>> take();

private:
    Mailbox<std::shared_ptr<const LiveMoment>> m_latest;
    std::atomic<std::int64_t> m_moments = 0;
    std::function<void()> m_tell;     // empty: nobody waits
    std::atomic<bool> m_told = false; // since the last take()
};

} // namespace imprint::app
