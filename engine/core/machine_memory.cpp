#include "engine/core/machine_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace imprint {
namespace {

/// process  as the kernel names its folder
std::int64_t residentBytesOf(const std::string& process, const std::string& root)
{
    std::ifstream file(root + "/proc/" + process + "/statm"); // total and resident pages
    std::int64_t total = 0;
    std::int64_t resident = 0;
    if (!(file >> total >> resident))
        return 0;
    return resident * sysconf(_SC_PAGESIZE);
}

} // namespace

std::int64_t MachineMemory::otherBytes() const
{
    return std::max<std::int64_t>(0, totalBytes - availableBytes - engineBytes - appBytes);
}

MachineMemory mainMemory(std::optional<int> engineProcess, const std::string& root)
{
    MachineMemory memory;
    std::ifstream file(root + "/proc/meminfo");
    std::string unit;
    std::int64_t kilobytes = 0;
    for (std::string key; file >> key >> kilobytes;) {
        if (key == "MemTotal:")
            memory.totalBytes = 1024 * kilobytes;
        else if (key == "MemAvailable:")
            memory.availableBytes = 1024 * kilobytes;
        std::getline(file, unit);
    }
    if (engineProcess)
        memory.engineBytes = residentBytes(*engineProcess, root);
    memory.appBytes = ownResidentBytes(root);
    return memory;
}

std::int64_t residentBytes(int process, const std::string& root)
{
    return residentBytesOf(std::to_string(process), root);
}

std::int64_t ownResidentBytes(const std::string& root)
{
    return residentBytesOf("self", root);
}

} // namespace imprint
