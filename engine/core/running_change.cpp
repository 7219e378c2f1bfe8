#include "engine/core/running_change.h"

namespace imprint {

SessionConfig changeableWhileRunning(const SessionConfig& running, SessionConfig wished)
{
    // What is named here can change; a new setting cannot until it is named.
    SessionConfig config = running;
    config.prompt = std::move(wished.prompt);
    config.steps = wished.steps;
    config.shift = wished.shift;
    config.ispaLayers = wished.ispaLayers;
    config.ispaWarmup = wished.ispaWarmup;
    config.ispaSinkFrames = wished.ispaSinkFrames;
    config.ispaWindowFrames = wished.ispaWindowFrames;
    config.ispaRung = wished.ispaRung;
    config.ispaSelect = wished.ispaSelect;
    config.ispaReabsorb = wished.ispaReabsorb;
    config.headMotion = wished.headMotion;
    config.blinks = wished.blinks;
    config.nods = wished.nods;
    return config;
}

bool canChangeWhileRunning(const SessionConfig& running, const SessionConfig& wished)
{
    return changeableWhileRunning(running, wished) == wished;
}

} // namespace imprint
