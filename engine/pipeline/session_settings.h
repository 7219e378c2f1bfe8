#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/video_rhythm.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace imprint::engine {

/// The settings of a running session. A new value replaces the old one at the next block boundary.
/// Thread: any may change them; only the feature stage takes them.
class SessionSettings {
public:
    explicit SessionSettings(const SessionConfig& config);

    /// script  changes that come by themselves
    /// rhythm  of the session: says which block shows the frame of a change
    /// Throws Error(BadConfig) if the script is not in the order of its frames, or change() would refuse one of it.
    SessionSettings(const SessionConfig& config, std::vector<SettingsChange> script,
                    const VideoRhythm& rhythm);

    /// Returns the index of the first block that will use `config`. Throws Error(BadConfig) if a value is out of
    /// range, or is one that cannot change while a session runs.
    std::int64_t change(const SessionConfig& config);

    /// The settings of the next block; its index is given out and counted on.
    std::pair<std::int64_t, std::shared_ptr<const SessionConfig>> takeForNextBlock();

private:
    void requireChangeable(const SessionConfig& config) const;

    std::mutex m_mutex;
    const std::vector<SettingsChange> m_script;
    const VideoRhythm m_rhythm;
    std::size_t m_scriptDone = 0;
    std::shared_ptr<const SessionConfig> m_current;
    std::int64_t m_nextBlock = 0;
};

} // namespace imprint::engine
