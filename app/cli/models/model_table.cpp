#include "app/cli/models/model_table.h"

#include "app/doctor/plain_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace imprint::app {
namespace {

std::string sizeText(const ShelvedModel& model)
{
    if (model.state() == ShelfState::Begun)
        return fmt::format("{} of {}", bytesInWords(model.bytesHere()),
                           bytesInWords(model.downloadBytes));
    if (model.state() != ShelfState::Known)
        return bytesInWords(model.bytesHere());
    return fmt::format("about {}", bytesInWords(model.downloadBytes));
}

std::string stateText(const ShelvedModel& model)
{
    return fmt::format("{}{}", enumName(model.state()), model.runs() ? "" : ", cannot run yet");
}

} // namespace

std::string toText(const ModelShelf& shelf)
{
    std::size_t width = 4;
    for (const ShelvedModel& model : shelf.models)
        width = std::max(width, model.known.name.size());
    std::string text = fmt::format("{:<{}}  {:<26}  {:<18}  {:<12}  {}\n", "name", width, "state",
                                   "size", "output", "licence");
    for (const ShelvedModel& model : shelf.models) {
        const ModelLicence& licence = model.known.licence;
        text += fmt::format("{:<{}}  {:<26}  {:<18}  {:<12}  {}{}\n", model.known.name, width,
                            stateText(model), sizeText(model), rightsText(licence.output),
                            licence.name.empty() ? "not stated" : licence.name,
                            licence.conflict.empty() ? "" : ", but see `models show`");
        if (model.installed && !model.installed->trouble.empty())
            text += fmt::format("{:<{}}  {}\n", "", width, model.installed->trouble);
    }
    text += fmt::format("Downloads go to {}\n", shelf.folder);
    return text;
}

nlohmann::json toJson(const ShelvedModel& model)
{
    return {{"name", model.known.name},
            {"title", model.known.title},
            {"state", enumName(model.state())},
            {"runs", model.runs()},
            {"output", enumName(model.known.licence.output)},
            {"licence", model.known.licence.name},
            {"bytes_here", model.bytesHere()},
            {"download_bytes", model.downloadBytes},
            {"missing_files", model.downloads.missingFiles},
            {"trouble", model.installed ? model.installed->trouble : std::string()}};
}

nlohmann::json toJson(const ModelShelf& shelf)
{
    nlohmann::json models = nlohmann::json::array();
    for (const ShelvedModel& model : shelf.models)
        models.push_back(toJson(model));
    return {{"folder", shelf.folder}, {"models", std::move(models)}};
}

} // namespace imprint::app
