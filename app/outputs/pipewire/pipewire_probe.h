#pragma once

#include "app/outputs/pipewire/pipewire_library.h"

#include <chrono>
#include <string>
#include <vector>

namespace imprint::app {

/// What this machine's PipeWire can do for the virtual devices. Each line that is not fulfilled makes the next ones false.
struct PipeWireProbe {
    bool library = false;        ///< libpipewire can be loaded
    bool server = false;         ///< a server answers
    bool sessionManager = false; ///< somebody links readers to cameras and microphones
    std::string libraryVersion;
    std::string serverVersion;
    std::vector<std::string> nodes; ///< names of all nodes in the graph
    std::string trouble; ///< for people: what is missing and how to mend it; empty: nothing
};

/// Looks; changes nothing. Takes at most `patience`, some milliseconds as a rule.
/// server       socket of the server; empty: the user's own
/// libraryFile  see PipeWireLibrary
PipeWireProbe probePipeWire(const std::string& server = {},
                            std::chrono::milliseconds patience = std::chrono::seconds(2),
                            const std::string& libraryFile = kPipeWireLibraryFile);

} // namespace imprint::app
