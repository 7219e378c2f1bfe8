#include "app/session/engine_host.h"

#include "engine/core/stopwatch.h"

namespace imprint::app {

std::shared_ptr<const EngineModel> EngineHost::connect()
{
    const std::scoped_lock lock(m_connecting);
    if (m_model && m_process->alive())
        return m_model;
    const Stopwatch watch;
    m_model.reset();
    m_process.reset(); // the old one is gone before a new one takes its memory
    m_process.emplace(start());
    m_model = m_process->load(m_settings.model, m_settings.device);
    const std::scoped_lock noting(m_noting);
    m_processId = m_process->processId();
    m_loadSeconds = watch.elapsedMs() / 1000;
    return m_model;
}

EngineProcess EngineHost::start() const
{
    return m_settings.elsewhere ? EngineProcess::connect(*m_settings.elsewhere)
                                : EngineProcess::start(m_settings.program);
}

double EngineHost::loadSeconds() const
{
    const std::scoped_lock lock(m_noting);
    return m_loadSeconds;
}

std::optional<int> EngineHost::processId() const
{
    const std::scoped_lock lock(m_noting);
    return m_processId;
}

} // namespace imprint::app
