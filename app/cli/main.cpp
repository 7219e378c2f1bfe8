#include "app/cli/command.h"
#include "audio/file/ffmpeg_log.h"
#include "engine/core/error.h"
#include "engine/core/kept_memory.h"
#include "engine/core/log.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <string>

namespace {

using namespace imprint;
using namespace imprint::app;

int report(const Error& problem)
{
    std::fprintf(stderr, "imprint-cli: %s\n", problem.oneLine().c_str());
    return problem.code() == ErrorCode::BadConfig ? kWrongUse : kFailed;
}

/// Help and version go to stdout; a mistake is one line on stderr that names it.
int reportParse(const CLI::App& parser, const CLI::ParseError& result)
{
    if (result.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return parser.exit(result);
    std::string command = "imprint-cli ";
    for (const CLI::App* named : parser.get_subcommands())
        command += named->get_name() + " ";
    std::fprintf(stderr, "imprint-cli: %s. See %s--help\n", result.what(), command.c_str());
    return kWrongUse;
}

int runCommandLine(int argc, char** argv)
{
    CLI::App parser("Imprint: live avatars and long AI video", "imprint-cli");
    parser.set_version_flag("--version", IMPRINT_VERSION);
    bool verbose = false;
    parser.add_flag("-v,--verbose", verbose, "Print more about what is going on");
    ChosenCommand chosen;
    addGenerateCommand(parser, chosen);
    addLiveCommand(parser, chosen);
    addBenchCommand(parser, chosen);
    addParityCommand(parser, chosen);
    addDumpLedgerCommand(parser, chosen);
    addEvaluateCommand(parser, chosen);
    addFacesCommand(parser, chosen);
    addModelsCommand(parser, chosen);
    addDoctorCommand(parser, chosen);
    addRecoverCommand(parser, chosen);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return reportParse(parser, problem);
    }
    if (!chosen)
        throw Error(ErrorCode::BadConfig, "no command was given", "See imprint-cli --help");
    openLog(verbose ? LogLevel::Debug : LogLevel::Warning);
    audio::routeFfmpegLog();
    // Stages run side by side, one core each; small matrices lose more to barriers than they gain from threads.
    at::set_num_threads(1);
    const c10::InferenceMode noGradients;
    return chosen();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        keepFreedMemory();
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
