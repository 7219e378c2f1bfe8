#pragma once

#include "app/doctor/check.h"

namespace imprint::app {

struct EngineFindings {
    double startMs = 0;  ///< from nothing to its first answer
    std::string trouble; ///< why it does not answer; empty: it does
    std::string mend;
};

/// Starts an engine process, exchanges the first words with it and ends it.
EngineFindings findEngine();

Check judge(const EngineFindings& engine);

} // namespace imprint::app
