#pragma once

#include "engine/core/machine_memory.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace imprint::app {

/// Memory of this machine's graphics cards, as NVIDIA's driver tells it through NVML: a library that is opened at the first
/// question, and needed by nobody else. Thread: any; the first question may take half a second.
class CardMemory {
public:
    /// library  NVML's file
    explicit CardMemory(std::string library = "libnvidia-ml.so.1");
    ~CardMemory();

    /// Of the card that this process computes on. In a container the driver names no process: then of the only card, with 0
    /// bytes of the process. graphicsCard is always set; the rest is 0 where nothing is known: no library, no driver, several
    /// cards and none that holds the process.
    MachineMemory of(int process) const;

private:
    class Driver;

    const std::string m_library;
    mutable std::once_flag m_opened;
    mutable std::unique_ptr<const Driver> m_driver; // set once
};

/// The memory that an engine computes in: of its card if it computes on one, else this machine's own. Thread: any.
/// device     "cpu" or "cuda:N"
/// process    the engine's; nothing: it is on another machine, whose memory nobody can see from here
/// heldBytes  that it holds at least, by its ledger: counts where a driver names no processes
MachineMemory engineMemory(const std::string& device, std::optional<int> process,
                           std::int64_t heldBytes, const CardMemory& cards);

} // namespace imprint::app
