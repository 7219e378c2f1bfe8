#pragma once

#include "app/doctor/check.h"

#include <cstdint>

namespace imprint::app {

struct CudaDevice {
    std::string name;
    std::int64_t bytes = 0;
};

struct GpuFindings {
    std::vector<std::string> cards; ///< NVIDIA's graphics cards by their place on the bus
    std::string driver;             ///< what the kernel's driver says of itself; empty: not loaded
    std::vector<std::string> nodes; ///< /dev/nvidia0 ...
    bool library = false;           ///< libcuda can be loaded
    std::string trouble;            ///< why CUDA does not answer; empty: it does
    std::string version;            ///< of CUDA that the driver speaks, "13.0"
    std::vector<CudaDevice> devices;
};

/// Changes nothing; asks the driver through libcuda, which is opened at run time.
/// root     put before all paths, for tests; empty: this machine
/// library  libcuda's file
GpuFindings findGpu(const std::string& root = {}, const std::string& library = "libcuda.so.1");

Check judge(const GpuFindings& gpu);

} // namespace imprint::app
