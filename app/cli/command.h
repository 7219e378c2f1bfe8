#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace imprint::app {

/// Exit codes of imprint-cli.
enum ExitCode : int { kDone = 0, kFailed = 1, kWrongUse = 2 };

/// What the chosen command does; set by the command that the user named.
using ChosenCommand = std::function<ExitCode()>;

/// Each adds one sub-command with its options. When the user names it, `chosen` becomes its action.
void addGenerateCommand(CLI::App& parser, ChosenCommand& chosen);
void addLiveCommand(CLI::App& parser, ChosenCommand& chosen);
void addBenchCommand(CLI::App& parser, ChosenCommand& chosen);
/// Adds `ispa` to the command bench.
void addBenchIspaCommand(CLI::App& bench, ChosenCommand& chosen);
void addParityCommand(CLI::App& parser, ChosenCommand& chosen);
void addDumpLedgerCommand(CLI::App& parser, ChosenCommand& chosen);
void addEvaluateCommand(CLI::App& parser, ChosenCommand& chosen);
void addFacesCommand(CLI::App& parser, ChosenCommand& chosen);
void addModelsCommand(CLI::App& parser, ChosenCommand& chosen);
void addDoctorCommand(CLI::App& parser, ChosenCommand& chosen);
void addRecoverCommand(CLI::App& parser, ChosenCommand& chosen);

} // namespace imprint::app
