#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::app {

/// A measured value for JSON, which knows no NaN: null where nothing was measured.
nlohmann::json numberOrNull(double value);

/// Writes a file of a report. Throws Error(Io) naming it.
void writeText(const std::string& path, const std::string& text);

} // namespace imprint::app
