#include "app/gui/model_rows.h"

#include "app/session/resources.h"
#include "ui/models/known_model_words.h"
#include "ui/models/message_words.h"

#include <algorithm>

namespace imprint::app {
namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

ui::LicenceLamp lampOf(OutputRights rights)
{
    switch (rights) {
    case OutputRights::MaySell: return ui::LicenceLamp::MaySell;
    case OutputRights::NotForSale: return ui::LicenceLamp::NotForSale;
    case OutputRights::Unknown: break;
    }
    return ui::LicenceLamp::Unknown;
}

void describeLicence(ui::ModelRow& row, const ModelLicence& licence)
{
    row.licenceName = ui::knownModelText(text(licence.name));
    row.licenceMeaning = ui::knownModelText(text(licence.meaning));
    row.lamp = lampOf(licence.output);
}

void describeKnown(ui::ModelRow& row, const KnownModel& known)
{
    row.name = text(known.name);
    row.title = text(known.title);
    row.does = ui::knownModelText(text(known.does));
    row.memoryBytes = known.memoryBytes;
    row.memoryText = ui::knownModelText(text(known.memoryText));
    describeLicence(row, known.licence);
    for (const ModelDownload& file : known.downloads)
        row.diskBytes += file.aboutBytes;
    row.canDownload = !known.downloads.empty();
    if (known.runs && row.canDownload)
        row.state = ui::ModelState::Absent;
}

void describeInstalled(ui::ModelRow& row, const InstalledModel& model, const std::string& openModel)
{
    row.folder = text(model.directory);
    row.diskBytes = model.bytes;
    row.problem = ui::inWords(model.trouble);
    row.open = openModel == model.name || openModel == model.directory;
    row.state = !model.trouble.empty() ? ui::ModelState::Broken
                : model.runs           ? ui::ModelState::Ready
                                       : ui::ModelState::CannotRun;
}

/// Of a model all of whose files are here.
ui::ModelState wholeState(const KnownModel& known)
{
    return known.runs ? ui::ModelState::Ready : ui::ModelState::Downloaded;
}

ui::ModelState stateOf(DownloadPhase phase, const KnownModel& known)
{
    switch (phase) {
    case DownloadPhase::Waiting: return ui::ModelState::Waiting;
    case DownloadPhase::Fetching: return ui::ModelState::Fetching;
    case DownloadPhase::Checking: return ui::ModelState::Checking;
    case DownloadPhase::Paused: return ui::ModelState::Paused;
    case DownloadPhase::Failed: return ui::ModelState::Failed;
    case DownloadPhase::Whole: break;
    }
    return wholeState(known);
}

/// What an earlier run of the program left.
void describeFiles(ui::ModelRow& row, const KnownModel& known, const ModelRowFacts& found)
{
    const auto state = found.downloads.find(known.name);
    if (state == found.downloads.end() || state->second.havingBytes == 0)
        return;
    row.folder = text(found.folder);
    row.doneBytes = state->second.havingBytes;
    row.totalBytes = std::max(row.diskBytes, row.doneBytes);
    row.state = state->second.missingFiles > 0 ? ui::ModelState::Paused : wholeState(known);
    row.diskBytes = state->second.missingFiles > 0 ? row.diskBytes : row.doneBytes;
}

void describeTransfer(ui::ModelRow& row, const ModelTransfer& transfer, const KnownModel& known,
                      const std::string& folder)
{
    row.state = stateOf(transfer.phase, known);
    row.folder = text(folder);
    if (transfer.totalBytes > 0) {
        row.doneBytes = transfer.doneBytes;
        row.totalBytes = transfer.totalBytes;
    }
    row.bytesPerSecond = transfer.bytesPerSecond;
    row.secondsLeft = transfer.secondsLeft;
    if (!transfer.problem.empty())
        row.problem = transfer.hint.empty()
                          ? ui::inWords(transfer.problem)
                          : QStringLiteral("%1. %2.").arg(ui::inWords(transfer.problem),
                                                          ui::inWords(transfer.hint));
}

/// "Part" files of parts that several models share must not show a model as begun that nobody asked for.
bool wasBegun(const KnownModel& known, const ModelRowFacts& found)
{
    const auto state = found.downloads.find(known.name);
    return state != found.downloads.end() && state->second.ownBytes > 0;
}

int rankOf(const ui::ModelRow& row)
{
    if (row.open)
        return 0;
    if (row.state == ui::ModelState::Ready)
        return 1;
    return row.folder.isEmpty() ? 3 : 2;
}

} // namespace

ModelRowFacts findModels()
{
    ModelRowFacts found;
    try {
        const std::string resources = resourceDirectory();
        found.folder = userModelFolder();
        found.installed = installedModels(resources + "/models", found.folder);
        found.known = readKnownModels(resources + "/manifests");
        for (const KnownModel& model : found.known)
            found.downloads[model.name] = downloadState(model, found.folder);
        found.hub = hubOfEnvironment();
    } catch (const Error& error) { // a finding answers with a text
        found.problem = error.what();
        found.hint = error.hint();
    }
    return found;
}

std::vector<ui::ModelRow> modelRows(const ModelRowFacts& found,
                                    const std::vector<ModelTransfer>& transfers,
                                    const std::string& openModel,
                                    const std::map<std::string, std::int64_t>& forecasts)
{
    std::vector<ui::ModelRow> rows;
    const auto addForecast = [&](ui::ModelRow& row) {
        if (const auto bytes = forecasts.find(row.name.toStdString()); bytes != forecasts.end()) {
            row.memoryBytes = bytes->second;
            row.memoryMeasured = true;
        }
    };
    for (const KnownModel& known : found.known) {
        ui::ModelRow row;
        describeKnown(row, known);
        row.open = known.name == openModel;
        if (wasBegun(known, found))
            describeFiles(row, known, found);
        for (const InstalledModel& model : found.installed)
            if (model.name == known.name)
                describeInstalled(row, model, openModel);
        for (const ModelTransfer& transfer : transfers)
            if (transfer.name == known.name)
                describeTransfer(row, transfer, known, found.folder);
        addForecast(row);
        rows.push_back(row);
    }
    for (const InstalledModel& model : found.installed) {
        if (std::any_of(found.known.begin(), found.known.end(),
                        [&](const KnownModel& known) { return known.name == model.name; }))
            continue;
        ui::ModelRow row{.name = text(model.name), .title = text(model.title)};
        describeLicence(row, model.licence);
        describeInstalled(row, model, openModel);
        addForecast(row);
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const ui::ModelRow& a, const ui::ModelRow& b) {
        return rankOf(a) < rankOf(b);
    });
    return rows;
}

} // namespace imprint::app
