#pragma once

#include "engine/core/session_config.h"

#include <string>

namespace imprint::app {

/// `defaults` with the settings of the session that made the persona written over them: those that it demands, and its prompt and
/// seed. Its tensors are not read. Throws Error(NotFound | Io | BadInput | BadConfig) naming the file.
SessionConfig settingsOfPersona(const std::string& path, const SessionConfig& defaults);

} // namespace imprint::app
