#pragma once

#include "engine/link/engine.capnp.h"
#include "engine/link/server/house.h"

#include <kj/timer.h>

#include <memory>
#include <string>

namespace imprint::link {

/// What one connection has shown of itself. Thread: the loop's.
struct Acquaintance {
    std::string token; ///< that it must know; empty: a child's parent, who needs none
    bool welcomed = false;
    bool refused = false;
    kj::TimePoint lastHeard = kj::origin<kj::TimePoint>();
};

/// What a client meets first; from there it gets everything else. The handlers turn errors into failures and hand everything
/// that takes time to threads. Thread: the loop's; `visitor` must live as long as the connection.
wire::Door::Client makeDoor(House& house, Acquaintance& visitor, const kj::MonotonicClock& clock);

} // namespace imprint::link
