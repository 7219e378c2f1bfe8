#pragma once

#include "app/cli/models/model_shelf.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace imprint::app {

/// One line per model: name, state, size, whether its output may be sold, licence.
std::string toText(const ModelShelf& shelf);
nlohmann::json toJson(const ModelShelf& shelf);

/// The keys that `list` and every other command print of a model.
nlohmann::json toJson(const ShelvedModel& model);

} // namespace imprint::app
