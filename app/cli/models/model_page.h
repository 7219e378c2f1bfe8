#pragma once

#include "app/cli/models/model_shelf.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace imprint::app {

/// Everything about one model: licence, files, and what it needs in memory by picture size and by what its cache keeps.
/// folder  of downloads
std::string pageText(const ShelvedModel& model, const std::string& folder);
nlohmann::json pageJson(const ShelvedModel& model, const std::string& folder);

/// Who may do what with it, in a few lines: shown before it is fetched as well.
std::string licenceText(const ModelLicence& licence);

} // namespace imprint::app
