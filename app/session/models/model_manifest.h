#pragma once

#include "app/session/models/memory_forecast.h"
#include "engine/core/fields.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

/// What Imprint knows of the models that others publish: one manifest each, in resources/manifests.
namespace imprint::app {

/// What may be done with what a model makes.
enum class OutputRights { MaySell, NotForSale, Unknown };

constexpr std::array<EnumName<OutputRights>, 3> enumNames(OutputRights)
{
    return {{{OutputRights::MaySell, "may-sell"},
             {OutputRights::NotForSale, "not-for-sale"},
             {OutputRights::Unknown, "unknown"}}};
}

struct ModelLicence {
    std::string name; ///< of the weights: "CC0-1.0"; empty: not known
    std::string
        code; ///< of the publisher's own code, none of which is in Imprint; empty: not known
    /// What its publishers say that does not fit together, as they say it; empty: nothing. Nobody but them can resolve it.
    std::string conflict;
    OutputRights output = OutputRights::Unknown;
    std::string meaning; ///< one or two sentences for people
};

/// What a file is to its model.
enum class FileRole {
    Generator, ///< the transformer, or the index of its shards
    Shard,
    Lora, ///< changes the transformer at load
    TextEncoder,
    Tokenizer,
    Vae,
    SmallDecoder,
    AudioEncoder,
    Other,
};

constexpr std::array<EnumName<FileRole>, 9> enumNames(FileRole)
{
    return {{{FileRole::Generator, "generator"},
             {FileRole::Shard, "shard"},
             {FileRole::Lora, "lora"},
             {FileRole::TextEncoder, "text-encoder"},
             {FileRole::Tokenizer, "tokenizer"},
             {FileRole::Vae, "vae"},
             {FileRole::SmallDecoder, "small-decoder"},
             {FileRole::AudioEncoder, "audio-encoder"},
             {FileRole::Other, "other"}}};
}

/// A file that can be downloaded.
struct ModelDownload {
    FileRole role = FileRole::Other;
    std::string address; ///< https://...
    std::string page;    ///< where people read of it and accept its licence; empty: not known
    std::string place;   ///< below the user's folder of models; several models may share one
    std::int64_t aboutBytes = 0; ///< 0: not known before it is asked for
    bool exactBytes = false;     ///< aboutBytes is to the byte
    std::string sha256;          ///< empty: what the hub says when it is asked
    /// JSON: how its names become the network's (engine/weights/checkpoint_rules.h); empty: they are.
    std::string rules;
    /// JSON: sizes of the network in it, where the recipe does not have them; empty: no class of the engine reads it yet.
    std::string network;
    double loraAlpha = 0; ///< of a LoRA, which does not say it itself
    std::int64_t loraRank = 0;
};

/// A model that Imprint knows of, installed or not.
struct KnownModel {
    std::string name; ///< also of its folder
    std::string title;
    std::string does;
    bool runs = false; ///< in this version
    ModelLicence licence;
    std::int64_t memoryBytes = 0; ///< as others state it; 0: not known
    std::string memoryText;
    std::vector<ModelDownload> downloads; ///< its own, then those it shares; none: it is built in
    MemoryInputs memory;                  ///< no layers: nothing can be forecast
    std::string recipe; ///< JSON that the engine reads; empty: no engine class runs it yet
    std::string video;  ///< JSON: size and rate of its pictures, for the engine; empty: not said
};

/// Whether the file belongs to this model alone.
bool isOwnFile(const KnownModel& model, const ModelDownload& file);

/// Every manifest of a folder, in the order of their titles; what they share is added to their files.
/// Strict: an unknown key, a place that leaves the folder of models or an address that is not https is an Error.
/// Throws Error(NotFound | Io | BadInput | BadConfig) naming file and key.
std::vector<KnownModel> readKnownModels(const std::string& folder);

} // namespace imprint::app
