#include "app/cli/models/model_shelf.h"

#include "app/doctor/plain_words.h"
#include "app/session/resources.h"

#include <algorithm>

namespace imprint::app {
namespace {

ShelvedModel shelve(const KnownModel& known, const std::string& folder)
{
    ShelvedModel model{.known = known};
    model.downloads = downloadState(known, folder);
    for (const ModelDownload& file : known.downloads)
        model.downloadBytes += file.aboutBytes;
    return model;
}

/// A folder that no manifest of ours knows.
KnownModel ownModel(const InstalledModel& installed)
{
    KnownModel own;
    own.name = installed.name;
    own.title = installed.title;
    own.runs = installed.runs;
    own.licence = installed.licence;
    return own;
}

} // namespace

ShelfState ShelvedModel::state() const
{
    if (installed && !installed->trouble.empty())
        return ShelfState::Broken;
    if (installed)
        return installed->builtIn ? ShelfState::BuiltIn : ShelfState::Installed;
    if (!known.downloads.empty() && downloads.missingFiles == 0)
        return ShelfState::Downloaded;
    // Parts that another model brought must not show one as begun that nobody asked for.
    return downloads.ownBytes > 0 ? ShelfState::Begun : ShelfState::Known;
}

std::int64_t ShelvedModel::bytesHere() const
{
    return installed ? installed->bytes : downloads.havingBytes;
}

bool ShelvedModel::runs() const
{
    return installed ? installed->runs : known.runs;
}

ModelShelf readShelf()
{
    ModelShelf shelf{.folder = userModelFolder()};
    const std::string resources = resourceDirectory();
    shelf.known = readKnownModels(resources + "/manifests");
    for (const KnownModel& known : shelf.known)
        shelf.models.push_back(shelve(known, shelf.folder));
    for (const InstalledModel& installed : installedModels(resources + "/models", shelf.folder)) {
        const auto known =
            std::find_if(shelf.models.begin(), shelf.models.end(), [&](const ShelvedModel& model) {
                return model.known.name == installed.name;
            });
        ShelvedModel& model =
            known != shelf.models.end()
                ? *known
                : shelf.models.emplace_back(ShelvedModel{.known = ownModel(installed)});
        model.installed = installed;
    }
    std::stable_sort(shelf.models.begin(), shelf.models.end(),
                     [](const ShelvedModel& a, const ShelvedModel& b) {
                         return (a.state() != ShelfState::Known) > (b.state() != ShelfState::Known);
                     });
    return shelf;
}

const ShelvedModel& modelOf(const ModelShelf& shelf, const std::string& name)
{
    std::vector<std::string> names;
    for (const ShelvedModel& model : shelf.models) {
        if (model.known.name == name)
            return model;
        names.push_back(model.known.name);
    }
    throw Error(ErrorCode::NotFound, concat("there is no model '", name, "'"),
                concat("Models: ", listed(names)));
}

std::string_view rightsText(OutputRights rights)
{
    switch (rights) {
    case OutputRights::MaySell: return "may be sold";
    case OutputRights::NotForSale: return "not for sale";
    case OutputRights::Unknown: break;
    }
    return "not known";
}

} // namespace imprint::app
