#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace imprint {

/// The memory that the engine computes in, and who else is there. All bytes; 0: unknown.
struct MachineMemory {
    bool graphicsCard = false; ///< a graphics card's own; else the main memory of this machine
    std::int64_t totalBytes = 0;
    std::int64_t availableBytes = 0; ///< that a program could have without anything being paged out
    std::int64_t engineBytes =
        0; ///< of the engine's process, the model included; 0 also if it is on another machine
    std::int64_t appBytes = 0; ///< of this process

    /// What neither the engine nor this process holds. Pages that both share count twice, so that this is the least it can be.
    std::int64_t otherBytes() const;

    friend bool operator==(const MachineMemory&, const MachineMemory&) = default;
};

/// Reads the kernel's figures of main memory, some 0.1 ms. engineProcess: its id; nothing: another machine's.
/// root: of the file system, for tests. What cannot be read is 0. Thread: any.
MachineMemory mainMemory(std::optional<int> engineProcess, const std::string& root = "");

/// Main memory that a process holds, its share of libraries included; 0 if there is no such process.
std::int64_t residentBytes(int process, const std::string& root = "");
std::int64_t ownResidentBytes(const std::string& root = "");

} // namespace imprint
