#pragma once

#include "app/session/live_run.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::app {

/// What the delay from a sound to its picture is made of, in milliseconds. The first four are the middle of the last seconds.
struct DelayParts {
    double block = 0;     ///< until the rest of its block is spoken, too
    double lookAhead = 0; ///< that the model hears beyond the block
    double compute = 0;   ///< of the engine, until the block's pictures are there
    double handOver =
        0; ///< to the engine and back: pieces of sound, the link, finishing the picture
    double reserve = 0; ///< waited for later pictures, so that they come evenly
    double devices = 0; ///< from there until it leaves a virtual device; 0 without one

    double total() const { return block + lookAhead + compute + handOver + reserve + devices; }
};

/// format    of the run that the stats are of
/// devices   whether it feeds a virtual camera or microphone
DelayParts delayParts(const LiveStats& stats, const LiveRun::Format& format, bool devices);

nlohmann::json toJson(const DelayParts& parts);

/// In one line, for people: "384 ms from a sound to its picture: 160 its block, ...".
std::string toText(const DelayParts& parts);

} // namespace imprint::app
