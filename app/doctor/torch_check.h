#pragma once

#include "app/doctor/check.h"

namespace imprint::app {

struct TorchFindings {
    std::string version;
    std::string kernels;   ///< the instructions that it chose on this processor: "AVX512"
    int threads = 0;       ///< within one operation
    bool computes = false; ///< a product that it made was right
    std::vector<std::string>
        forced; ///< "NAME=value" of the environment, by which OpenBLAS gets slow
};

/// Of the library that this program is linked with. Only in imprint-cli: nothing else here may know tensors.
TorchFindings findTorch();

/// Which of the variables are set that force OpenBLAS to code for another processor.
std::vector<std::string> forcedBlas();

Check judge(const TorchFindings& torch);

} // namespace imprint::app
