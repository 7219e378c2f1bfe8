#pragma once

#include "app/doctor/check.h"

#include <cstdint>

namespace imprint::app {

struct ModelFindings {
    std::string name;
    std::string licence;             ///< "CC0-1.0"; empty: not stated
    bool maySellOutput = false;      ///< what it makes
    std::int64_t bytes = 0;          ///< of its files
    std::vector<std::string> damage; ///< "codec.safetensors is missing"; empty: whole
};

struct ModelsFindings {
    std::string folder;
    std::vector<ModelFindings> models; ///< by name
    std::string trouble;               ///< why there is no folder; empty: there is
    std::string mend;
};

/// Reads every installed model's manifest, and all its files, which must have the stated hash.
ModelsFindings findInstalledModels();

/// The same in a given folder `models`.
std::vector<ModelFindings> findModelsIn(const std::string& folder);

Check judge(const ModelsFindings& models);

} // namespace imprint::app
