#include "app/cli/command.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace imprint;
using namespace imprint::app;

int report(const Error& problem)
{
    std::fprintf(stderr, "imprint-cli: %s\n", problem.oneLine().c_str());
    return problem.code() == ErrorCode::BadConfig ? kWrongUse : kFailed;
}

int runCommandLine(int argc, char** argv)
{
    CLI::App parser("Imprint: live avatars and long AI video", "imprint-cli");
    parser.set_version_flag("--version", IMPRINT_VERSION);
    parser.require_subcommand(1);
    bool verbose = false;
    parser.add_flag("-v,--verbose", verbose, "Print more about what is going on");
    ChosenCommand chosen;
    addGenerateCommand(parser, chosen);
    addBenchCommand(parser, chosen);
    addParityCommand(parser, chosen);
    addDumpLedgerCommand(parser, chosen);
    addFacesCommand(parser, chosen);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return parser.exit(problem) == 0 ? kDone : kWrongUse;
    }
    openLog(verbose ? LogLevel::Debug : LogLevel::Warning);
    // Stages run side by side, one core each; small matrices lose more to barriers than they gain from threads.
    at::set_num_threads(1);
    const c10::InferenceMode noGradients;
    return chosen();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return runCommandLine(argc, argv);
    } catch (const imprint::Error& problem) {
        return report(problem);
    } catch (const std::exception& problem) {
        std::fprintf(
            stderr,
            "imprint-cli: unexpected error: %s. This is a bug in Imprint; please report it\n",
            problem.what());
        return kFailed;
    }
}
