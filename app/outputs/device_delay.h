#pragma once

#include <chrono>

namespace imprint::app {

/// How long after its push the picture and the sound of a moment leave through the virtual devices: both by the same, so that
/// they leave together. The sound needs it: PipeWire fetches it in pieces, of 10.7 ms as we ask for it, and a session pushes
/// late now and then. The picture uses it to leave at even intervals.
inline constexpr std::chrono::milliseconds kDeviceDelay{30};

/// What of it is there for late pushes. Where the graph fetches larger pieces than we ask for (21 ms in some virtual machines),
/// the sound waits for the piece and this, and is behind its picture by the difference.
inline constexpr std::chrono::milliseconds kLatePushes{14};

} // namespace imprint::app
