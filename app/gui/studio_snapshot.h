#pragma once

#include "app/session/live_outputs.h"
#include "app/session/live_run.h"
#include "engine/core/machine_memory.h"

#include <optional>
#include <vector>

namespace imprint::app {

/// Every measured figure of the run at one moment.
struct StudioSnapshot {
    LiveRun::Format format;
    LiveStats stats;
    Ledger ledger;
    std::vector<OutputReport> outputs; ///< in the order in which they began; also those that ended
    std::optional<int> engineProcess;  ///< nothing for an engine on another machine
    double loadSeconds = 0;            ///< of the engine and its model
    MachineMemory memory;              ///< that the engine computes in
};

} // namespace imprint::app
