#pragma once

#include "app/cli/command.h"

namespace imprint::app {

/// Adds `bench lips` below `bench`.
void addBenchLipsCommand(CLI::App& bench, ChosenCommand& chosen);

} // namespace imprint::app
