#pragma once

#include "app/outputs/live_output.h"
#include "engine/core/mailbox.h"

#include <atomic>
#include <memory>
#include <optional>

namespace imprint::app {

/// Where the window looks: the latest moment alone. A window that is slow or hidden loses pictures, which is no fault.
class PreviewOutput final : public LiveOutput {
public:
    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;
    void finish() override {}
    LiveOutputStats stats() const override;

    /// The latest moment, or nothing if it was fetched already. Thread: any.
    std::optional<std::shared_ptr<const LiveMoment>> take() { return m_latest.take(); }

private:
    Mailbox<std::shared_ptr<const LiveMoment>> m_latest;
    std::atomic<std::int64_t> m_moments = 0;
};

} // namespace imprint::app
