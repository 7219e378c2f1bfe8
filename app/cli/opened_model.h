#pragma once

#include "app/session/person_picture.h"
#include "engine/core/engine_model.h"
#include "engine/core/model_source.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>

namespace imprint::app {

/// A loaded model and how long that took.
struct OpenedModel {
    std::shared_ptr<const EngineModel> model;
    double loadSeconds = 0;
};

/// nameOrDirectory  an installed or downloaded model, or a folder; what kind of model it is its description shows
/// device           "cpu"; "cuda:N" is refused until the CUDA module exists
/// Throws Error(NotFound | BadInput | BadConfig | Unsupported | Stopped).
OpenedModel openModel(const std::string& nameOrDirectory, const std::string& device,
                      const ModelLoading& loading = {});

/// The picture as the model sees it: upright, cut, scaled. Nothing if path is empty. The user is told of a photograph that the
/// model can hardly move, and of what pictureForModel has to say.
std::optional<Picture> readReference(const std::string& path, const ModelInfo& model,
                                     PictureCut cut);

/// The option --crop.
CLI::Option* addCropOption(CLI::App& command, PictureCut& cut);

/// Tells the user which words of the prompt had no effect.
void warnAboutUnknownWords(const std::string& prompt);

/// The same where a model knows words alone, and nothing where it reads sentences.
void warnAboutUnknownWords(const ModelInfo& model, const std::string& prompt);

} // namespace imprint::app
