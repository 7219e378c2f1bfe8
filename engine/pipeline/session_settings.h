#pragma once

#include "engine/core/session_config.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace imprint::engine {

/// The settings of a running session. A new value replaces the old one at the next block boundary.
/// Thread: any may change them; only the feature stage takes them.
class SessionSettings {
public:
    explicit SessionSettings(const SessionConfig& config)
        : m_current(std::make_shared<const SessionConfig>(config))
    {
    }

    /// Returns the index of the first block that will use `config`. Throws Error(BadConfig) if a value is out of
    /// range, or is one that cannot change while a session runs.
    std::int64_t change(const SessionConfig& config);

    /// The settings of the next block; its index is given out and counted on.
    std::pair<std::int64_t, std::shared_ptr<const SessionConfig>> takeForNextBlock();

private:
    std::mutex m_mutex;
    std::shared_ptr<const SessionConfig> m_current;
    std::int64_t m_nextBlock = 0;
};

} // namespace imprint::engine
