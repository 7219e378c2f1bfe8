#pragma once

#include <chrono>

namespace imprint::app {

/// How long after its push the picture and the sound of a moment leave through the virtual devices: both by the same, so that
/// they leave together. The sound needs it: PipeWire fetches it in pieces (10.7 ms as we ask for it, up to 21 ms where another
/// program asks for more), and a session on a busy machine pushes some 10 ms late now and then.
/// The picture uses it to leave at even intervals.
inline constexpr std::chrono::milliseconds kDeviceDelay{35};

} // namespace imprint::app
