#pragma once

#include "app/session/models/model_manifest.h"
#include "engine/core/model_source.h"

#include <string>

/// From what a user calls a model to what an engine can load.
namespace imprint::app {

/// nameOrDirectory  a folder with a config.json; else a model that came with Imprint; else one of the user's own folder of
///                  models; else one that is known and downloaded
/// Nothing is loaded. Throws Error(NotFound) for a name that nobody knows (with those that are), and for a known model whose
/// files are not all here (the first of them, and the command that gets them); Error(Unsupported) for one that this version
/// does not run; and as readKnownModels.
ModelSource modelSource(const std::string& nameOrDirectory);

/// A known model as the engine is told of it; its files lie below `userFolder`.
ModelSource sourceOf(const KnownModel& model, const std::string& userFolder);

/// Where embeddings of prompts are kept between runs: $XDG_CACHE_HOME/imprint/prompts, else ~/.cache/imprint/prompts. Need not
/// exist. Throws Error(NotFound) if neither is known.
std::string promptCacheFolder();

} // namespace imprint::app
