#pragma once

#include "app/doctor/check.h"

#include <span>

namespace imprint::app {

/// One question to a machine. The answer may take seconds: encoders and engines are tried.
struct Examination {
    const char* name; ///< one or two words
    Check (*ask)();
};

/// All that can be asked without LibTorch, in the order in which a live run needs them.
std::span<const Examination> machineExaminations();

/// The answer. One that fails is an answer too: the others are what its user needs then.
Check examine(const Examination& examination);

} // namespace imprint::app
