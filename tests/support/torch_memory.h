#pragma once

#include <ATen/ATen.h>
#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace imprint::test {

/// Counts the main memory of tensors that this thread makes and frees while it lives, by LibTorch's own reports.
class TorchMemory {
public:
    /// Bytes that exist now, of those made since the start.
    std::int64_t bytes() const { return m_counter->now; }
    /// Most bytes at one time since the start or since resetPeak().
    std::int64_t peak() const { return m_counter->peak; }
    void resetPeak() { m_counter->peak = m_counter->now; }

private:
    struct Counter final : c10::MemoryReportingInfoBase {
        std::int64_t now = 0;
        std::int64_t peak = 0;

        void reportMemoryUsage(void*, std::int64_t bytes, std::size_t, std::size_t,
                               c10::Device) override
        {
            now += bytes;
            peak = std::max(peak, now);
        }

        bool memoryProfilingEnabled() const override { return true; }
    };

    std::shared_ptr<Counter> m_counter = std::make_shared<Counter>();
    c10::DebugInfoGuard m_guard{c10::DebugInfoKind::PROFILER_STATE, m_counter};
};

} // namespace imprint::test
