#pragma once

#include <string>
#include <vector>

namespace imprint::app {

/// One node of v4l2loopback.
struct LoopbackNode {
    std::string path;                 ///< /dev/video10
    std::string label;                ///< card_label: what people choose it by
    bool exclusiveCaps = false;       ///< the setting that browsers want
    std::vector<std::string> holders; ///< who has it open: "ffmpeg (1234)"; only what we may see
};

/// What this machine's v4l2loopback can do for a virtual camera.
struct LoopbackProbe {
    bool module = false; ///< loaded
    std::string version; ///< of the module, "0.12.7"
    std::vector<LoopbackNode> nodes;
    std::string trouble; ///< for people: why there is no node; empty: there is one
    std::string remedy;  ///< what to do about it
};

/// Looks into /sys and /proc; opens no device, changes nothing.
/// root  put before all paths, for tests; empty: the real ones
LoopbackProbe probeLoopback(const std::string& root = {});

/// How people get the module: what an error says to do.
extern const char* const kLoopbackHint;

} // namespace imprint::app
