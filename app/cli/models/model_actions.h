#pragma once

#include "app/cli/models/model_shelf.h"
#include "app/session/models/hub_access.h"

#include <functional>

namespace imprint::app {

/// How an action of `models` reports and when it breaks off.
struct ActionContext {
    bool json = false;
    std::function<bool()> interrupted; ///< asked some ten times a second
};

struct DownloadChoice {
    bool offline = false;
    HubAccess hub;
};

// Each prints what came of it. They throw Error(Io | BadInput | NotFound) for what failed, Error(Stopped) when interrupted,
// Error(BadConfig) for what makes no sense.

/// Fetches what is missing. Offline: only tells what that is.
void downloadModel(const ModelShelf& shelf, const ShelvedModel& model, const DownloadChoice& choice,
                   const ActionContext& context);

/// Compares every file with its hash.
void verifyModel(const ModelShelf& shelf, const ShelvedModel& model, const ActionContext& context);

/// Deletes what was downloaded. Without `sure` the user is asked, who must be at a terminal.
void removeModel(const ModelShelf& shelf, const ShelvedModel& model, bool sure,
                 const ActionContext& context);

} // namespace imprint::app
