#pragma once

#include "engine/core/engine_session.h"
#include "engine/link/client/link_connection.h"
#include "engine/link/client/remote_end.h"

#include <memory>

namespace imprint::link {

/// Opens a session of the engine's model. Throws what EngineModel::open throws, and Error(Io) if the engine is lost.
std::unique_ptr<EngineSession> openRemoteSession(std::shared_ptr<LinkConnection> connection,
                                                 const RemoteEnd<wire::Model>& model,
                                                 RequestOnTheWire request);

} // namespace imprint::link
