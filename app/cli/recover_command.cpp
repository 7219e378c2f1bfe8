#include "app/cli/command.h"
#include "app/doctor/plain_words.h"
#include "app/outputs/movie_recovery.h"
#include "engine/core/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

struct RecoverOptions {
    std::string path = ".";
    bool all = false;
    bool json = false;
};

/// What became of one recording.
struct Recovery {
    UnfinishedRecording recording;
    bool finished = false;
    std::string trouble; // why it could not be finished; empty: it was, or nobody asked
};

Recovery finish(const UnfinishedRecording& recording)
{
    try {
        finishRecording(recording.path);
        return {.recording = recording, .finished = true};
    } catch (const Error& error) { // the next one may be mended all the same
        return {.recording = recording, .trouble = error.oneLine()};
    }
}

std::vector<Recovery> recover(const RecoverOptions& options)
{
    std::vector<Recovery> recoveries;
    if (fs::is_directory(options.path)) {
        for (const UnfinishedRecording& recording : findUnfinishedRecordings(options.path))
            recoveries.push_back(options.all ? finish(recording)
                                             : Recovery{.recording = recording});
    } else if (const auto recording = unfinishedRecording(options.path)) {
        recoveries.push_back(finish(*recording));
    }
    return recoveries;
}

nlohmann::json toJson(const std::vector<Recovery>& recoveries)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Recovery& recovery : recoveries)
        list.push_back({{"path", recovery.recording.path},
                        {"bytes", recovery.recording.bytes},
                        {"seconds", recovery.recording.seconds},
                        {"finished", recovery.finished},
                        {"trouble", recovery.trouble}});
    return {{"recordings", list}};
}

std::string emptyText(const RecoverOptions& options)
{
    if (fs::is_directory(options.path))
        return concat("no unfinished recording in '", options.path, "'\n");
    return concat("'", options.path,
                  "' was left as it is: it is whole, no recording of "
                  "Imprint's, or ended before anything was written\n");
}

std::string_view stateOf(const Recovery& recovery)
{
    if (recovery.finished)
        return "finished";
    return recovery.trouble.empty() ? "unfinished" : "failed";
}

std::string recoveryText(const RecoverOptions& options, const std::vector<Recovery>& recoveries)
{
    if (recoveries.empty())
        return emptyText(options);
    std::string text;
    for (const Recovery& recovery : recoveries)
        text += fmt::format("{:<12}{}, {:.1f} s, {}\n", stateOf(recovery), recovery.recording.path,
                            recovery.recording.seconds, bytesInWords(recovery.recording.bytes));
    if (options.all || !fs::is_directory(options.path))
        return text;
    text += concat("-> imprint-cli recover --all ", shellWord(options.path), "\n");
    return text + concat("-> imprint-cli recover ", shellWord(recoveries.front().recording.path),
                         "    finishes one\n");
}

ExitCode run(const RecoverOptions& options)
{
    if (options.all && !fs::is_directory(options.path))
        throw Error(ErrorCode::BadConfig,
                    concat("--all goes with a folder, and '", options.path, "' is none"),
                    "Leave it out to finish that one file");
    const std::vector<Recovery> recoveries = recover(options);
    if (options.json)
        fmt::print("{}\n", toJson(recoveries).dump());
    else
        fmt::print("{}", recoveryText(options, recoveries));
    std::string troubles;
    for (const Recovery& recovery : recoveries)
        if (!recovery.trouble.empty())
            troubles += (troubles.empty() ? "" : "; ") + recovery.trouble;
    if (!troubles.empty())
        throw Error(ErrorCode::Io, troubles);
    return kDone;
}

} // namespace

void addRecoverCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "recover", "Finish recordings that a crash left: they play, but are hard to seek in");
    const auto options = std::make_shared<RecoverOptions>();
    command
        ->add_option("path", options->path,
                     "A recording to finish, or a folder whose unfinished ones are listed")
        ->capture_default_str();
    command->add_flag("--all", options->all, "Finish all that the folder holds");
    command->add_flag("--json", options->json, "Print what was found and done as one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
