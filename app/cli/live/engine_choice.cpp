#include "app/cli/live/engine_choice.h"

#include "app/cli/live/secret_file.h"
#include "app/cli/opened_model.h"
#include "engine/core/stopwatch.h"

namespace imprint::app {

std::shared_ptr<const EngineModel> EngineChoice::connect()
{
    const std::scoped_lock lock(m_connecting);
    const bool alive = m_model && (!m_process || m_process->alive());
    if (alive)
        return m_model;
    const Stopwatch watch;
    m_model.reset();
    if (m_options.where == "here") {
        m_model = openModel(m_options.model, m_options.device).model;
    } else {
        m_process.reset(); // the old one is gone before a new one takes its memory
        m_process.emplace(startProcess());
        m_model = m_process->load(m_options.model, m_options.device);
    }
    note(m_process ? m_process->processId() : std::nullopt, watch.elapsedMs() / 1000);
    return m_model;
}

EngineProcess EngineChoice::startProcess() const
{
    if (m_options.where == "child")
        return EngineProcess::start();
    return EngineProcess::connect({.address = m_options.where,
                                   .token = readSecret(m_options.tokenFile),
                                   .fingerprint = m_options.fingerprint,
                                   .authorityFile = m_options.authorityFile});
}

void EngineChoice::note(std::optional<int> processId, double loadSeconds)
{
    const std::scoped_lock lock(m_noting);
    m_processId = processId;
    m_loadSeconds = loadSeconds;
}

double EngineChoice::loadSeconds() const
{
    const std::scoped_lock lock(m_noting);
    return m_loadSeconds;
}

std::optional<int> EngineChoice::processId() const
{
    const std::scoped_lock lock(m_noting);
    return m_processId;
}

} // namespace imprint::app
