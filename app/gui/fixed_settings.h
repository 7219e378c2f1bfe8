#pragma once

#include "engine/core/session_config.h"

#include <QStringList>

namespace imprint::app {

/// Settings of a running session that only a new one can have otherwise.
QStringList fixedWhileRunning(const SessionConfig& running);

} // namespace imprint::app
