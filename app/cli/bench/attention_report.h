#pragma once

#include "app/cli/bench/attention_measure.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::app {

/// The measured figures of one layer and the predicted bytes of all, for people: what was measured stands first.
std::string toText(const AttentionShape& shape, const AttentionFigures& figures);

/// The same for machines.
nlohmann::json toJson(const AttentionShape& shape, const AttentionFigures& figures);

} // namespace imprint::app
