#include "app/cli/models/model_actions.h"

#include "app/cli/models/byte_progress.h"
#include "app/cli/models/model_page.h"
#include "app/cli/models/model_table.h"
#include "app/doctor/plain_words.h"
#include "app/session/models/model_check.h"
#include "app/session/models/model_download.h"
#include "app/session/models/model_removal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr auto kLookEvery = std::chrono::milliseconds(100);

void printDownloaded(const ModelShelf& shelf, const ShelvedModel& model, bool asJson)
{
    ShelvedModel now = model;
    now.downloads = downloadState(model.known, shelf.folder);
    if (asJson)
        fmt::print("{}\n", pageJson(now, shelf.folder).dump());
    else
        fmt::print("{} is here: {} in {}\n", now.known.title, bytesInWords(now.bytesHere()),
                   shelf.folder);
}

[[noreturn]] void failOffline(const ModelShelf& shelf, const KnownModel& model)
{
    std::vector<std::string> missing;
    for (const ModelDownload& file : model.downloads)
        if (!fs::exists(fs::path(shelf.folder) / file.place))
            missing.push_back(file.place);
    throw Error(
        ErrorCode::NotFound,
        concat("'", model.name, "' is not whole, and --offline keeps it so: ", listed(missing)),
        concat("Copy these files to ", shelf.folder, ", or leave --offline out"));
}

ModelTransfer runDownload(const KnownModel& model, const std::string& folder, const HubAccess& hub,
                          const ActionContext& context)
{
    DownloadOptions options;
    options.hub = hub;
    ModelDownloader downloader(folder, options);
    ByteProgress progress;
    downloader.start(model);
    while (!downloader.waitUntilIdle(kLookEvery)) {
        const ModelTransfer transfer = downloader.transfers().at(0);
        progress.show(transfer.doneBytes, transfer.totalBytes, transfer.bytesPerSecond,
                      transfer.secondsLeft);
        if (context.interrupted())
            downloader.pause(model.name);
    }
    return downloader.transfers().at(0);
}

void requireDownloadable(const ShelvedModel& model, const char* what)
{
    if (model.known.downloads.empty())
        throw Error(
            ErrorCode::BadConfig,
            concat("'", model.known.name, "' was not downloaded: there is nothing to ", what),
            model.installed ? concat("It lies in ", model.installed->directory) : std::string());
}

json fileJson(const CheckedFile& file)
{
    return {{"name", file.name},
            {"state", enumName(file.state)},
            {"bytes", file.bytes},
            {"sha256", file.sha256}};
}

void printChecked(const KnownModel& model, const std::vector<CheckedFile>& files, bool asJson)
{
    json list = json::array();
    for (const CheckedFile& file : files) {
        list.push_back(fileJson(file));
        if (!asJson)
            fmt::print("{:<8} {:>9}  {}\n", enumName(file.state), bytesInWords(file.bytes),
                       file.name);
    }
    if (asJson)
        fmt::print("{}\n", json{{"name", model.name}, {"files", std::move(list)}}.dump());
}

void askBefore(const Removal& removal, const KnownModel& model)
{
    fmt::print(stderr, "Delete {} of {} ({})? [y/N] ", bytesInWords(removal.bytes), model.title,
               countInWords(removal.files.size(), "file"));
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "yes")
        throw Error(ErrorCode::Stopped, concat("nothing of '", model.name, "' was deleted"),
                    "Answer y, or give --yes");
}

} // namespace

void downloadModel(const ModelShelf& shelf, const ShelvedModel& model, const DownloadChoice& choice,
                   const ActionContext& context)
{
    const KnownModel& known = model.known;
    requireDownloadable(model, "download");
    if (model.downloads.missingFiles > 0) {
        if (choice.offline)
            failOffline(shelf, known);
        if (!context.json)
            fmt::print("{}, about {}\n\n{}", known.title, bytesInWords(model.downloadBytes),
                       licenceText(known.licence));
        std::fflush(stdout);
        const ModelTransfer end = runDownload(known, shelf.folder, choice.hub, context);
        if (end.phase == DownloadPhase::Paused)
            throw Error(ErrorCode::Stopped,
                        concat("'", known.name, "' is not whole yet: ", bytesInWords(end.doneBytes),
                               " of ", bytesInWords(end.totalBytes), " are here"),
                        "The same command goes on from there");
        if (end.phase != DownloadPhase::Whole)
            throw Error(ErrorCode::Io, end.problem, end.hint);
    }
    printDownloaded(shelf, model, context.json);
}

void verifyModel(const ModelShelf& shelf, const ShelvedModel& model, const ActionContext& context)
{
    const auto files = model.installed ? expectedFiles(*model.installed)
                                       : expectedFiles(model.known, shelf.folder);
    std::stop_source stop;
    std::vector<CheckedFile> checked;
    {
        ByteProgress progress;
        checked = checkFiles(
            files,
            [&](std::int64_t done) {
                progress.show(done, model.bytesHere(), 0, -1);
                if (context.interrupted())
                    stop.request_stop();
            },
            stop.get_token());
    }
    printChecked(model.known, checked, context.json);
    std::fflush(stdout);
    requireWhole(checked);
}

void removeModel(const ModelShelf& shelf, const ShelvedModel& model, bool sure,
                 const ActionContext& context)
{
    requireDownloadable(model, "remove");
    const Removal removal = planRemoval(model.known, shelf.known, shelf.folder);
    if (removal.files.empty())
        throw Error(ErrorCode::NotFound,
                    concat("nothing of '", model.known.name, "' alone is here"),
                    concat("Downloads lie in ", shelf.folder));
    if (!sure && (context.json || isatty(STDIN_FILENO) == 0))
        throw Error(ErrorCode::BadConfig, "nobody can be asked whether to delete",
                    "Give --yes if you are sure");
    if (!sure)
        askBefore(removal, model.known);
    remove(removal, shelf.folder);
    if (context.json) {
        fmt::print("{}\n", json{{"name", model.known.name},
                                {"removed", removal.files},
                                {"bytes", removal.bytes},
                                {"kept", removal.kept}}
                               .dump());
        return;
    }
    fmt::print("{} of {} deleted\n", bytesInWords(removal.bytes), model.known.title);
    for (const std::string& kept : removal.kept)
        fmt::print("{} stays: another model needs it\n", kept);
}

} // namespace imprint::app
