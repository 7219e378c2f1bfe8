#pragma once

#include "engine/core/engine_model.h"
#include "engine/link/client/engine_process.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace imprint::app {

/// Where pictures are made, as the command line says.
struct EngineOptions {
    std::string where =
        "child";           ///< "child": a process of its own, "here": this one, else "host:port"
    std::string tokenFile; ///< these three: of an engine on another machine
    std::string fingerprint;
    std::string authorityFile;
    std::string model;
    std::string device;

    bool isThisMachine() const { return where == "here" || where == "child"; }
};

/// The engine of a live run, which is started or connected to again when it was lost. Thread: any.
class EngineChoice {
public:
    explicit EngineChoice(EngineOptions options)
        : m_options(std::move(options))
    {
    }

    /// The loaded model: the same as before while its engine lives. Throws what starting, connecting and loading throw.
    std::shared_ptr<const EngineModel> connect();

    double loadSeconds() const; ///< of the latest engine, its start included
    /// Of a child; nothing else has one that is ours.
    std::optional<int> processId() const;

private:
    EngineProcess startProcess() const;
    void note(std::optional<int> processId, double loadSeconds);

    const EngineOptions m_options;
    std::mutex m_connecting;                // held for seconds; guards what follows
    std::optional<EngineProcess> m_process; // none: the model is in this one
    std::shared_ptr<const EngineModel> m_model;
    mutable std::mutex
        m_noting; // held for a moment, so that figures never wait; guards what follows
    std::optional<int> m_processId;
    double m_loadSeconds = 0;
};

} // namespace imprint::app
