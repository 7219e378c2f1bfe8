#pragma once

#include "app/session/engine_host.h"
#include "engine/core/engine_model.h"

#include <memory>
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

/// The engine of a live run: in this process, or an EngineHost's. Thread: any; connect() by one at a time.
class EngineChoice {
public:
    /// Throws Error(BadInput) if the token cannot be read.
    explicit EngineChoice(EngineOptions options);

    /// The loaded model: the same as before while its engine lives. Throws what starting, connecting and loading throw.
    std::shared_ptr<const EngineModel> connect();

    double loadSeconds() const; ///< of the latest engine, its start included
    /// Of a child; nothing else has one that is ours.
    std::optional<int> processId() const;

private:
    const EngineOptions m_options;
    std::unique_ptr<EngineHost> m_host; // null: the model is in this process, which follows
    std::shared_ptr<const EngineModel>
        m_model; // loaded by the first connect(), before figures are asked for
    double m_loadSeconds = 0;
};

} // namespace imprint::app
