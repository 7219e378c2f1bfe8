#pragma once

#include "engine/core/session_config.h"

namespace imprint {

/// `wished` with all that a running session has already built on as it is in `running`.
SessionConfig changeableWhileRunning(const SessionConfig& running, SessionConfig wished);

/// Whether a session that runs with one can go on with the other, from a block on; else only a new one can have it.
bool canChangeWhileRunning(const SessionConfig& running, const SessionConfig& wished);

} // namespace imprint
