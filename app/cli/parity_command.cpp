#include "app/cli/command.h"
#include "app/cli/parity/parity_components.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace imprint::app {
namespace {

struct ParityOptions {
    std::vector<std::string> cases;
};

void print(const ParityCase& parityCase, const ParityRow& row)
{
    const char* verdict = row.within ? "ok" : "FAILED";
    if (!row.problem.empty())
        fmt::print("{:<34} {:<14} {} {}\n", parityCase.name, row.tensor, row.problem, verdict);
    else if (parityCase.expected.empty())
        fmt::print("{:<34} {:<14} equal {}\n", parityCase.name, row.tensor, verdict);
    else
        fmt::print("{:<34} {:<14} rel-L2 {:.2e} max-abs {:.2e} {}\n", parityCase.name, row.tensor,
                   row.relL2, row.maxAbs, verdict);
}

ExitCode report(const ParityCase& parityCase, const std::vector<ParityRow>& rows,
                const std::string& condition)
{
    for (const ParityRow& row : rows)
        print(parityCase, row);
    const auto within =
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.within; });
    fmt::print("{}: {} of {} {}\n", parityCase.name, within, rows.size(), condition);
    return within == static_cast<std::ptrdiff_t>(rows.size()) ? kDone : kFailed;
}

ExitCode runCase(const std::string& directory)
{
    const ParityCase parityCase = readParityCase(directory);
    if (const auto component = findParityComponent(parityCase.component))
        return report(parityCase, compare(parityCase, component(parityCase)),
                      fmt::format("tensors within rel-L2 {:g}, max-abs {:g}",
                                  parityCase.tolerance.relL2, parityCase.tolerance.maxAbs));
    if (const auto component = findParityTableComponent(parityCase.component))
        return report(parityCase, compare(parityCase, component(parityCase)), "entries equal");
    fmt::print(stderr, "case '{}': unknown component '{}'\n", parityCase.name,
               parityCase.component);
    return kWrongUse;
}

/// A case that cannot be run is reported like one that failed, so that the others still run.
ExitCode runCaseReportingErrors(const std::string& directory)
{
    try {
        return runCase(directory);
    } catch (const Error& problem) {
        fmt::print(stderr, "{}: {}\n", directory, problem.oneLine());
    } catch (const std::exception& problem) { // LibTorch or JSON
        fmt::print(stderr, "{}: {}\n", directory, problem.what());
    }
    return kFailed;
}

ExitCode run(const ParityOptions& options)
{
    ExitCode worst = kDone;
    for (const std::string& directory : options.cases)
        worst = std::max(worst, runCaseReportingErrors(directory));
    return worst;
}

} // namespace

void addParityCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "parity",
        "Run golden cases: compares what the networks compute with the reference's results");
    const auto options = std::make_shared<ParityOptions>();
    command->add_option("case", options->cases, "Folders of golden cases")->required();
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
