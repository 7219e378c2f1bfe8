#pragma once

#include "engine/core/model_source.h"
#include "engine/weights/checkpoint_rules.h"
#include "engine/weights/lora.h"
#include "engine/weights/weight_file.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// A file of a published model, as its description names it. The keys are those of `files` in resources/manifests, but for
/// `path`, which says where the file lies here:
///
///     {"role": "generator", "path": "longlive_base.pt", "rules": {...}, "network": {...}, "sha256": "..."}
struct ModelFile {
    std::string
        role; ///< "generator", "lora", "text-encoder", "tokenizer", "vae", "small-decoder", ...
    std::string path;
    CheckpointRules rules = {};
    nlohmann::json network = {}; ///< sizes of the network in it; null where they stand elsewhere
    std::string sha256 = {};     ///< empty: not known
    std::vector<std::string> shards = {}; ///< of a generator that is the index of these files
    double loraAlpha = 0;
    std::int64_t loraRank = 0;
};

/// The files that a model is made of. What is not there is found when it is asked for, so that a part which nobody uses need
/// not be. Immutable; thread: any.
class ModelFiles {
public:
    /// description  object with the list `files`; where  stands in messages
    /// Throws Error(BadConfig) for an unknown key or one of another type.
    ModelFiles(const nlohmann::json& description, const ModelSource& source,
               const std::string& where);

    /// The first file of this role; Error(BadConfig) if the description has none, Error(NotFound) that names a file which is
    /// not there and what to do.
    const ModelFile& need(std::string_view role) const;

    bool has(std::string_view role) const;

    /// Every file of this role, each of which must be there. Throws Error(NotFound).
    std::vector<ModelFile> all(std::string_view role) const;

private:
    void requireThere(const ModelFile& file) const;

    ModelSource m_source;
    std::string m_where;
    std::vector<ModelFile> m_files;
};

/// Which share of what is to be loaded is done, over several files.
class LoadingShare {
public:
    /// files  every one that will be opened by optionsFor
    LoadingShare(const ModelLoading& loading, const std::vector<ModelFile>& files);

    /// How to open one of the files: with its rules, in this type, telling `loading` how far all of them are.
    LoadOptions optionsFor(const ModelFile& file, at::ScalarType type);

private:
    const ModelLoading& m_loading;
    double m_totalBytes = 0;
    double m_doneBytes = 0;
};

/// LoRA files as their description wants them read.
Lora openLora(const ModelFile& file);

/// The type of numbers that a choice means; `own` is the model's. Throws Error(Internal) for none.
at::ScalarType scalarType(ModelPrecision choice, ModelPrecision own);

} // namespace imprint::engine
