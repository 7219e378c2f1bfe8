#include "engine/pipeline/session_settings.h"

namespace imprint::engine {
namespace {

/// What a running session has already built on.
SessionConfig fixedPart(SessionConfig config, const SessionConfig& running)
{
    config.prompt = running.prompt;
    config.steps = running.steps;
    config.shift = running.shift;
    config.ispaLayers = running.ispaLayers;
    config.ispaWarmup = running.ispaWarmup;
    config.ispaSinkFrames = running.ispaSinkFrames;
    config.ispaWindowFrames = running.ispaWindowFrames;
    config.ispaRung = running.ispaRung;
    config.ispaSelect = running.ispaSelect;
    config.ispaReabsorb = running.ispaReabsorb;
    config.headMotion = running.headMotion;
    config.blinks = running.blinks;
    config.nods = running.nods;
    return config;
}

} // namespace

std::int64_t SessionSettings::change(const SessionConfig& config)
{
    validate(config);
    const std::lock_guard lock(m_mutex);
    if (fixedPart(config, *m_current) != *m_current)
        throw Error(ErrorCode::BadConfig,
                    "seed, length of a block, KV cache and memory of the person cannot change in a "
                    "running session",
                    "Start a new session with the new settings");
    m_current = std::make_shared<const SessionConfig>(config);
    return m_nextBlock;
}

std::pair<std::int64_t, std::shared_ptr<const SessionConfig>> SessionSettings::takeForNextBlock()
{
    const std::lock_guard lock(m_mutex);
    return {m_nextBlock++, m_current};
}

} // namespace imprint::engine
