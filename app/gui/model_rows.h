#pragma once

#include "app/session/models/model_download.h"
#include "app/session/models/model_library.h"
#include "ui/models/model_row.h"

#include <map>
#include <string>
#include <vector>

namespace imprint::app {

/// Everything that is known of models at one moment.
struct ModelRowFacts {
    std::vector<KnownModel> known;
    std::vector<InstalledModel> installed;
    std::map<std::string, DownloadState> downloads; ///< of those that can be fetched
    std::string folder;                             ///< of the user's own models
    HubAccess hub;                                  ///< where they are fetched from
    std::string problem; ///< why some of it is missing; empty: nothing is
    std::string hint;
};

/// Reads lists and folders: some milliseconds on a fast disk, for a thread that may wait. Never throws: what went wrong is told in
/// the result.
ModelRowFacts findModels();

/// The rows of the dock: what runs first, then what is here, then what is known.
/// openModel   name or folder of the model that runs
/// forecasts   bytes of a session by name of the model, by the engine's own formula
std::vector<ui::ModelRow> modelRows(const ModelRowFacts& found,
                                    const std::vector<ModelTransfer>& transfers,
                                    const std::string& openModel,
                                    const std::map<std::string, std::int64_t>& forecasts);

} // namespace imprint::app
