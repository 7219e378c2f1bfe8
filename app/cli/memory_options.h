#pragma once

#include "engine/pipeline/memory_fit.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace imprint::app {

/// What a command line says of memory besides the settings themselves.
struct MemoryOptions {
    double fitMegabytes = 0; ///< 0: as much as it takes
    bool chooseIspaLayers = false;

    MemoryWish wish() const;
};

/// Adds --fit-memory, and the word "auto" to --ispa-layers, which must be there already. `options` must outlive the parser.
void addMemoryOptions(CLI::App& command, MemoryOptions& options);

/// What was chosen for --fit-memory and why, a few lines for people; empty if there was nothing to choose.
std::string toText(const engine::FittedConfig& fitted);

/// The same as an object; null if there was nothing to choose.
nlohmann::json toJson(const engine::FittedConfig& fitted);

} // namespace imprint::app
