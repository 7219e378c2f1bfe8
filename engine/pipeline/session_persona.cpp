#include "engine/pipeline/session_persona.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstring>

namespace imprint::engine {

PersonaFacts cacheFacts(const KvShape& shape, std::int64_t layers, std::int64_t blockFrames)
{
    return {{"layers", std::to_string(layers)},
            {"heads", std::to_string(shape.heads)},
            {"width of a head", std::to_string(shape.headDim)},
            {"tokens of a latent frame", std::to_string(shape.tokensPerFrame)},
            {"latent frames of a block", std::to_string(blockFrames)}};
}

void addSettings(PersonaFacts& facts, const SessionConfig& config,
                 std::initializer_list<std::string_view> keys)
{
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        if (std::find(keys.begin(), keys.end(), field.key) != keys.end())
            facts.emplace(concat("setting '", field.key, "'"), fieldText(value));
    });
}

at::Tensor tensorOf(const Picture& picture)
{
    at::Tensor pixels = at::empty({picture.height, picture.width, 3}, at::kByte);
    std::memcpy(pixels.data_ptr(), picture.rgb.data(), picture.rgb.size());
    return pixels;
}

std::optional<Picture> pictureOf(const Persona& persona)
{
    const auto found = persona.extras.find(kPictureExtra);
    return found == persona.extras.end() ? std::nullopt : pictureOf(found->second);
}

std::optional<Picture> pictureOf(const at::Tensor& pixels)
{
    if (!pixels.defined() || pixels.scalar_type() != at::kByte || pixels.dim() != 3 ||
        pixels.size(2) != 3 || pixels.numel() == 0)
        return std::nullopt;
    const auto* bytes = pixels.const_data_ptr<std::uint8_t>();
    return Picture{.width = static_cast<int>(pixels.size(1)),
                   .height = static_cast<int>(pixels.size(0)),
                   .rgb = {bytes, bytes + pixels.nbytes()}};
}

void refusePersona(const std::string& path, const std::string& problem)
{
    throw Error(ErrorCode::BadInput, concat("the persona '", path, "': ", problem),
                "The persona is damaged, or was made by another version");
}

void refuseNothingLearnt()
{
    throw Error(ErrorCode::BadInput, "no layer has given up its history yet",
                "Ask for ISPA layers without a control, and save when the warm-up is over");
}

void requireLevels(const Persona& persona, std::int64_t levels, const AbsorberSettings& asked,
                   const KvShape& shape, std::int64_t layers, const std::string& path)
{
    if (static_cast<std::int64_t>(persona.levels.size()) != levels)
        refusePersona(path, concat("it is of ", persona.levels.size(),
                                   " noise levels that remember for themselves, not of ", levels));
    // What the facts say twice must agree.
    for (const Absorption& absorption : persona.levels) {
        const LocalGeometry& local = absorption.local;
        if (static_cast<int>(absorption.layers.size()) != asked.layers ||
            local.sinkFrames != asked.local.sinkFrames ||
            local.windowFrames != asked.local.windowFrames ||
            local.blockFrames != asked.local.blockFrames || absorption.passes != asked.passes)
            refusePersona(path,
                          "its layers, sinks, window or passes are not those of its own settings");
        requireFits(absorption, shape, static_cast<int>(layers), path);
    }
}

} // namespace imprint::engine
