#pragma once

#include "engine/core/fields.h"

#include <array>
#include <functional>
#include <stop_token>
#include <string>

namespace imprint {

/// Where a model lies: a folder with a config.json, or files elsewhere with a description of them. A value; thread: any.
struct ModelSource {
    std::string name;      ///< what its user calls it
    std::string directory; ///< what the paths in its description are relative to
    std::string
        description;    ///< JSON in the place of directory/config.json; empty: that file is read
    std::string remedy; ///< what its user can do when a file is missing; empty: nothing is known
};

/// In which type of numbers a network is loaded and computes.
enum class ModelPrecision {
    Own, ///< that of the model's description
    Fp32,
    Bf16,
    Fp16,
};

constexpr std::array<EnumName<ModelPrecision>, 4> enumNames(ModelPrecision)
{
    return {{{ModelPrecision::Own, "own"},
             {ModelPrecision::Fp32, "fp32"},
             {ModelPrecision::Bf16, "bf16"},
             {ModelPrecision::Fp16, "fp16"}}};
}

/// Which of a model's decoders makes pictures of latents.
enum class ModelDecoder {
    Full,  ///< the one that the model was trained with
    Small, ///< its small stand-in: a fraction of time and memory, a little less sharp
};

constexpr std::array<EnumName<ModelDecoder>, 2> enumNames(ModelDecoder)
{
    return {{{ModelDecoder::Full, "full"}, {ModelDecoder::Small, "small"}}};
}

/// Which LoRAs of its description are merged into a model.
enum class ModelLoras {
    Published, ///< all of them, as the publisher runs it
    None,      ///< none: the bare checkpoint
};

constexpr std::array<EnumName<ModelLoras>, 2> enumNames(ModelLoras)
{
    return {{{ModelLoras::Published, "published"}, {ModelLoras::None, "none"}}};
}

/// What is decided when a model is loaded and holds as long as it is. Models that have no such choice refuse every value but
/// the first of each.
struct ModelChoices {
    ModelPrecision precision = ModelPrecision::Own;
    ModelDecoder decoder = ModelDecoder::Full;
    ModelLoras loras = ModelLoras::Published;

    friend bool operator==(const ModelChoices&, const ModelChoices&) = default;
};

template <class Choices, class Visitor>
requires ConfigOf<Choices, ModelChoices>
void forEachField(Choices& c, Visitor&& visit)
{
    visit(Field{"precision", "Numbers that the model computes with; own: as it was published"},
          c.precision);
    visit(Field{"decoder", "What makes pictures of latents; small is faster and less sharp"},
          c.decoder);
    visit(Field{"loras", "Changes that the publisher adds to the checkpoint"}, c.loras);
}

/// Told while a model is loaded.
struct ModelLoading {
    ModelChoices choices = {};
    /// Of the stored bytes that are to be read; on the thread that loads. May be empty.
    std::function<void(double share)> progress = {};
    std::stop_token stop = {}; ///< asked before each tensor: then Error(Stopped)
};

} // namespace imprint
