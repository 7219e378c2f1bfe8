#pragma once

#include "app/session/models/model_manifest.h"

#include <cstdint>
#include <string>
#include <vector>

/// Takes what was downloaded of a model off the disk.
namespace imprint::app {

struct Removal {
    std::vector<std::string>
        files;              ///< below the folder of models: whole ones, parts, hashes, damaged ones
    std::int64_t bytes = 0; ///< of them
    std::vector<std::string> kept; ///< shared with another model of which something is here
};

/// What removing it would delete. Files that another model of `all` needs stay while anything of that one's own is here.
Removal planRemoval(const KnownModel& model, const std::vector<KnownModel>& all,
                    const std::string& userFolder);

/// Deletes these files, and folders that are empty then. Throws Error(Io) naming the first that cannot be deleted, or that another program is
/// fetching: nothing is deleted then.
void remove(const Removal& removal, const std::string& userFolder);

} // namespace imprint::app
