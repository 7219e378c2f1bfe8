#include "app/gui/current_run.h"

#include <utility>

namespace imprint::app {

void CurrentRun::begin(std::shared_ptr<OpenRun> run, std::shared_ptr<EngineHost> engine)
{
    const std::scoped_lock lock(m_mutex);
    m_run = std::move(run);
    m_engine = std::move(engine);
}

void CurrentRun::end()
{
    endRun();
    const std::scoped_lock lock(m_mutex);
    m_engine.reset();
}

void CurrentRun::endRun()
{
    std::shared_ptr<OpenRun> ended;
    {
        const std::scoped_lock lock(m_mutex);
        ended.swap(m_run);
    }
    if (!ended)
        return;
    ended->outputs.finish();
    ended->run.stop();
}

std::shared_ptr<OpenRun> CurrentRun::run() const
{
    const std::scoped_lock lock(m_mutex);
    return m_run;
}

std::shared_ptr<EngineHost> CurrentRun::engine() const
{
    const std::scoped_lock lock(m_mutex);
    return m_engine;
}

std::optional<StudioSnapshot> CurrentRun::look() const
{
    std::shared_ptr<OpenRun> open;
    std::shared_ptr<EngineHost> engine;
    {
        const std::scoped_lock lock(m_mutex);
        open = m_run;
        engine = m_engine;
    }
    if (!open || !engine)
        return std::nullopt;
    StudioSnapshot snapshot{.format = open->run.format(),
                            .stats = open->run.stats(),
                            .ledger = open->run.ledger(),
                            .outputs = open->outputs.stats(),
                            .engineProcess = engine->processId(),
                            .loadSeconds = engine->loadSeconds(),
                            .memory = {}};
    snapshot.memory = engineMemory(engine->device(), snapshot.engineProcess,
                                   snapshot.ledger.measuredBytes(), m_cards);
    return snapshot;
}

MachineMemory CurrentRun::memory(std::int64_t heldBytes) const
{
    const std::shared_ptr<EngineHost> host = engine();
    return host ? engineMemory(host->device(), host->processId(), heldBytes, m_cards)
                : mainMemory(std::nullopt);
}

} // namespace imprint::app
