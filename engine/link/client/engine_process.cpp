#include "engine/link/client/engine_process.h"

#include "engine/link/client/link_connection.h"
#include "engine/link/client/remote_model.h"

#include <utility>

namespace imprint {

EngineProcess::EngineProcess(std::shared_ptr<link::LinkConnection> connection)
    : m_connection(std::move(connection))
{
}

EngineProcess EngineProcess::start(const EngineProgram& program, EngineHeartbeat heartbeat)
{
    auto connection = std::make_shared<link::LinkConnection>(heartbeat);
    connection->startChild(program);
    return EngineProcess(std::move(connection));
}

EngineProcess EngineProcess::connect(const EngineAddress& address, EngineHeartbeat heartbeat)
{
    auto connection = std::make_shared<link::LinkConnection>(heartbeat);
    connection->connectTo(address);
    return EngineProcess(std::move(connection));
}

EngineProcess EngineProcess::over(int descriptor, EngineHeartbeat heartbeat)
{
    auto connection = std::make_shared<link::LinkConnection>(heartbeat);
    connection->useSocket(descriptor);
    return EngineProcess(std::move(connection));
}

std::shared_ptr<const EngineModel> EngineProcess::load(const std::string& model,
                                                       const std::string& device) const
{
    return link::loadRemoteModel(m_connection, model, device);
}

std::optional<int> EngineProcess::processId() const
{
    return m_connection->processId();
}

bool EngineProcess::alive() const
{
    return m_connection->alive();
}

} // namespace imprint
