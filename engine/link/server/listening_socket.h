#pragma once

#include "engine/link/host_port.h"

namespace imprint::link {

/// A socket that listens, and where.
struct ListeningSocket {
    int descriptor = -1;
    HostPort address; ///< with the port that was chosen
};

/// Opens one. Throws Error(NotFound | Io).
ListeningSocket openListeningSocket(const HostPort& address);

} // namespace imprint::link
