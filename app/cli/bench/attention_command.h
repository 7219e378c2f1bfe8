#pragma once

#include "app/cli/command.h"

namespace imprint::app {

/// Adds `bench attention` below `bench`.
void addBenchAttentionCommand(CLI::App& bench, ChosenCommand& chosen);

} // namespace imprint::app
