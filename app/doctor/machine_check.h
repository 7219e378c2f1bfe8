#pragma once

#include "app/doctor/check.h"

#include <cstdint>

namespace imprint::app {

struct ProcessorFindings {
    std::string name;
    std::size_t cores = 0;  ///< of the machine
    std::size_t usable = 0; ///< by this program
    bool avx2 = false;
    bool avx512 = false;
    bool bf16 = false; ///< computed by the processor itself
};

struct MemoryFindings {
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0; ///< what programs could still have
};

/// root  put before all paths, for tests; empty: this machine
ProcessorFindings findProcessor(const std::string& root = {});
MemoryFindings findMemory(const std::string& root = {});

Check judge(const ProcessorFindings& processor);
Check judge(const MemoryFindings& memory);

} // namespace imprint::app
