#pragma once

#include "app/gui/studio_snapshot.h"
#include "app/session/card_memory.h"
#include "app/session/engine_host.h"
#include "audio/realtime/switchable_source.h"

#include <memory>
#include <mutex>
#include <optional>

namespace imprint::app {

/// What exists while a run goes on.
struct OpenRun {
    OpenRun(ConnectEngine connect, const SessionRequest& request,
            std::unique_ptr<audio::SwitchableSource> switchable, const LiveSettings& settings)
        : source(switchable.get())
        , run(std::move(connect), request, std::move(switchable), settings)
        , outputs(run)
    {
    }

    audio::SwitchableSource* source; // the run owns it; null: nobody is heard
    LiveRun run;
    LiveOutputs outputs;
};

/// The one run of a studio and the engine that it has, if any: the place where its threads find them. Thread: any.
class CurrentRun {
public:
    /// run: null: the engine is there, and makes nothing yet
    void begin(std::shared_ptr<OpenRun> run, std::shared_ptr<EngineHost> engine);
    /// Finishes what is recorded, and stops the run. May take seconds.
    void end();
    /// The same, but the engine stays.
    void endRun();

    std::shared_ptr<OpenRun> run() const;       ///< null while none runs
    std::shared_ptr<EngineHost> engine() const; ///< null while there is none

    /// Its figures; nothing while none runs. May take a while: not on a thread that draws.
    std::optional<StudioSnapshot> look() const;

    /// See engineMemory(); main memory while there is no engine. May take a while as well.
    MachineMemory memory(std::int64_t heldBytes) const;

private:
    const CardMemory m_cards;
    mutable std::mutex m_mutex; // guards what follows
    std::shared_ptr<OpenRun> m_run;
    std::shared_ptr<EngineHost> m_engine;
};

} // namespace imprint::app
