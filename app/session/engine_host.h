#pragma once

#include "engine/core/engine_model.h"
#include "engine/link/client/engine_process.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace imprint::app {

/// Which engine, and which model on it.
struct EngineHostSettings {
    std::string model =
        "pocket"; ///< name of an installed one or folder, as the engine's machine knows it
    std::string device = "cpu";             ///< or cuda:N
    EngineProgram program;                  ///< started as a child of this process
    std::optional<EngineAddress> elsewhere; ///< an engine on another machine in the child's place
};

/// The engine of a live run outside of this process, which is started or connected to again when it was lost. Thread: any.
class EngineHost {
public:
    explicit EngineHost(EngineHostSettings settings)
        : m_settings(std::move(settings))
    {
    }
    EngineHost(const EngineHost&) = delete;
    EngineHost& operator=(const EngineHost&) = delete;

    /// The loaded model: the same as before while its engine lives. Takes seconds. Throws what starting, connecting and loading
    /// throw.
    std::shared_ptr<const EngineModel> connect();

    const std::string& device() const { return m_settings.device; }
    double loadSeconds() const; ///< of the latest engine, its start included
    /// Of a child; nothing before the first connect() and for an engine on another machine.
    std::optional<int> processId() const;

private:
    EngineProcess start() const;

    const EngineHostSettings m_settings;
    std::mutex m_connecting; // held for seconds; guards what follows
    std::optional<EngineProcess> m_process;
    std::shared_ptr<const EngineModel> m_model;
    mutable std::mutex
        m_noting; // held for a moment, so that figures never wait; guards what follows
    std::optional<int> m_processId;
    double m_loadSeconds = 0;
};

} // namespace imprint::app
