#pragma once

#include "app/session/generation.h"
#include "app/session/take.h"

#include <cstdint>
#include <functional>

namespace imprint::app {

/// How a take is to be made again.
struct ReplayWish {
    /// Nothing is changed: each block is made from the settings that it was made from, none that there was no time for is
    /// made, and what comes out is compared. Else every block is made, and changes of settings come at their time.
    bool asItWas = true;
    std::function<SessionConfig(const SessionConfig&)>
        change;   ///< of all settings; used unless asItWas
    int size = 0; ///< wanted width and height; 0: the model's own
};

struct ReplayReport {
    GenerationReport generation;
    SessionStats stats; ///< these two: of the last session
    Ledger ledger;
    PictureOrigin origin = PictureOrigin::Generated;
    std::int64_t blocks = 0; ///< that were seen live and made again, unless settings were changed
    std::int64_t equal = 0;  ///< of these, bit for bit the same
};

/// Renders a take into a file. request.audioPath is the take's sound.
/// Throws what opening a session, the sessions and the recorder throw, Error(BadInput) if the take is not of this model.
ReplayReport replayTake(const EngineModel& model, const Take& take, const ReplayWish& wish,
                        const GenerationRequest& request, const GenerationProgress& progress,
                        std::stop_token stop = {});

/// What a session of a take is opened with to be made again. Where settings change its blocks may have another length.
SessionRequest replayRequest(const TakeSession& session, const ReplayWish& wish);

} // namespace imprint::app
