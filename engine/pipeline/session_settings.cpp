#include "engine/pipeline/session_settings.h"

#include "engine/core/running_change.h"

namespace imprint::engine {

SessionSettings::SessionSettings(const SessionConfig& config)
    : m_current(std::make_shared<const SessionConfig>(config))
{
}

SessionSettings::SessionSettings(const SessionConfig& config, std::vector<SettingsChange> script,
                                 const VideoRhythm& rhythm)
    : m_script(std::move(script))
    , m_rhythm(rhythm)
    , m_current(std::make_shared<const SessionConfig>(config))
{
    IMPRINT_ASSERT(rhythm.isSound(), "blocks of ", rhythm.blockFrames, " frames");
    std::int64_t last = 0;
    for (const SettingsChange& change : m_script) {
        if (change.frame < last)
            throw Error(ErrorCode::BadConfig, concat("settings for frame ", change.frame,
                                                     " stand behind those for frame ", last));
        last = change.frame;
        requireChangeable(change.config);
    }
}

/// Throws Error(BadConfig) if a running session could not go on with `config`.
void SessionSettings::requireChangeable(const SessionConfig& config) const
{
    validate(config);
    if (!canChangeWhileRunning(*m_current, config))
        throw Error(ErrorCode::BadConfig,
                    "seed, length of a block, KV cache and memory of the person cannot change in a "
                    "running session",
                    "Start a new session with the new settings");
}

std::int64_t SessionSettings::change(const SessionConfig& config)
{
    const std::lock_guard lock(m_mutex);
    requireChangeable(config);
    m_current = std::make_shared<const SessionConfig>(config);
    return m_nextBlock;
}

std::pair<std::int64_t, std::shared_ptr<const SessionConfig>> SessionSettings::takeForNextBlock()
{
    const std::lock_guard lock(m_mutex);
    const std::int64_t endFrame = m_rhythm.endFrame(m_nextBlock);
    for (; m_scriptDone < m_script.size() && m_script[m_scriptDone].frame < endFrame;
         ++m_scriptDone)
        m_current = std::make_shared<const SessionConfig>(m_script[m_scriptDone].config);
    return {m_nextBlock++, m_current};
}

} // namespace imprint::engine
