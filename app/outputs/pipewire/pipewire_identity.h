#pragma once

#include <string>

namespace imprint::app {

/// How a virtual device is found in the graph of PipeWire.
struct PipeWireIdentity {
    std::string nodeName; ///< what programs choose it by; empty: unique by our process
    std::string server;   ///< socket of the server; empty: the user's own
};

} // namespace imprint::app
