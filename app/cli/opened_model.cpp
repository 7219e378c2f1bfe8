#include "app/cli/opened_model.h"

#include "app/session/drawn_picture.h"
#include "app/session/models/model_source.h"
#include "audio/file/image_file.h"
#include "engine/core/log.h"
#include "engine/core/stopwatch.h"
#include "engine/models/character/character_prompt.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/umt5_prompts.h"

#include <utility>

namespace imprint::app {

OpenedModel openModel(const std::string& nameOrDirectory, const std::string& device,
                      const ModelLoading& loading)
{
    engine::requireDevice(device);
    const Stopwatch watch;
    OpenedModel opened{
        .model = engine::loadEngineModel(
            modelSource(nameOrDirectory), device,
            {.model = loading,
             .openPrompts =
                 [](const engine::Umt5Files& files) { // models without prompts need no folder
                     return engine::openUmt5Prompts({.folder = promptCacheFolder()})(files);
                 }})};
    opened.loadSeconds = watch.elapsedMs() / 1000.0;
    return opened;
}

std::optional<Picture> readReference(const std::string& path, const ModelInfo& model,
                                     PictureCut cut)
{
    if (path.empty())
        return std::nullopt;
    const Picture picture = audio::readPicture(path);
    PersonPicture seen = pictureForModel(picture, model, cut, path);
    if (model.drawnFacesOnly && !looksDrawn(picture))
        log(LogLevel::Warning, concat("'", path, "' looks like a photograph. Model '", model.name,
                                      "' animates drawn faces only: this one will hardly move. "
                                      "Choose a drawing, or a model that was trained on "
                                      "people (imprint-cli models)"));
    if (!seen.remark.empty())
        log(LogLevel::Warning, seen.remark);
    return std::move(seen.picture);
}

CLI::Option* addCropOption(CLI::App& command, PictureCut& cut)
{
    return command
        .add_option_function<std::string>(
            "--crop",
            [&cut](const std::string& name) { cut = parseEnum<PictureCut>("crop", name); },
            "Of the picture, use the face as the model wants it, or all (default: the face, for "
            "models that want one, if there is one)")
        ->check(CLI::IsMember({"face", "whole"}));
}

void warnAboutUnknownWords(const std::string& prompt)
{
    std::string words;
    for (const std::string& word : engine::parseCharacterPrompt(prompt).unknownWords)
        words += (words.empty() ? "" : ", ") + word;
    if (!words.empty())
        log(LogLevel::Warning, "these words of the prompt have no effect: " + words);
}

void warnAboutUnknownWords(const ModelInfo& model, const std::string& prompt)
{
    if (model.readsAttributes)
        warnAboutUnknownWords(prompt);
}

} // namespace imprint::app
