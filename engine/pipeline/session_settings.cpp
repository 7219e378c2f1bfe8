#include "engine/pipeline/session_settings.h"

#include "engine/core/running_change.h"

namespace imprint::engine {

SessionSettings::SessionSettings(const SessionConfig& config, std::vector<SettingsChange> script)
    : m_script(std::move(script))
    , m_current(std::make_shared<const SessionConfig>(config))
{
    std::int64_t last = 0;
    for (const SettingsChange& change : m_script) {
        if (change.block < last)
            throw Error(ErrorCode::BadConfig, concat("settings for block ", change.block,
                                                     " stand behind those for block ", last));
        last = change.block;
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
    for (; m_scriptDone < m_script.size() && m_script[m_scriptDone].block <= m_nextBlock;
         ++m_scriptDone)
        m_current = std::make_shared<const SessionConfig>(m_script[m_scriptDone].config);
    return {m_nextBlock++, m_current};
}

} // namespace imprint::engine
