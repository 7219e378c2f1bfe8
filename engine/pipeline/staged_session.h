#pragma once

#include "engine/core/engine_model.h"
#include "engine/pipeline/session_line.h"

#include <functional>
#include <memory>

namespace imprint::engine {

/// Makes the stages of a session, which may keep a reference to its line.
using MakeStages = std::function<std::unique_ptr<SessionStages>(SessionLine& line)>;

/// Opens a session in this process: one thread per stage, errors of any stage end it and reach its reader.
/// Throws Error(BadConfig) if a setting is out of range or the script cannot be followed, and what making the stages throws.
std::unique_ptr<EngineSession> openStagedSession(const SessionInfo& info,
                                                 const SessionRequest& request,
                                                 const MakeStages& makeStages);

} // namespace imprint::engine
