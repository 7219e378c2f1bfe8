#include "engine/pipeline/wan/wan_sizes.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kPatch = 2; // latent pixels per token and axis

} // namespace

PictureShape pictureShape(const VideoParts& parts, int size)
{
    const VideoFormat& format = parts.format();
    PictureShape shape{.width = size > 0 ? size : format.width,
                       .height = size > 0 ? size : format.height};
    const std::int64_t factor = parts.decoder().spatialFactor();
    const std::int64_t token = factor * kPatch;
    if (shape.width % token != 0 || shape.height % token != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("model '", parts.name(), "' cannot make pictures of ", shape.width,
                           " x ", shape.height, " pixels"),
                    concat("Both must be multiples of ", token));
    shape.rows = shape.height / factor;
    shape.columns = shape.width / factor;
    return shape;
}

void requirePrompt(const VideoParts& parts, const SessionConfig& config)
{
    if (parts.voice() != nullptr)
        return;
    if (config.prompt.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error(ErrorCode::BadConfig, "there is no prompt to make a video of",
                    "Say what it shows, with --prompt");
}

std::int64_t keptFrames(const VideoParts& parts, const WanRecipe& recipe)
{
    if (recipe.cache.kind != WanCacheKind::Recompute)
        return 0;
    return 1 + parts.decoder().framesPerLatent() * (recipe.cache.contextFrames - 1);
}

std::int64_t referenceBytes(const WanRecipe& recipe, const WanRolloutSettings& settings)
{
    return recipe.network.outChannels * settings.height * settings.width *
           static_cast<std::int64_t>(sizeof(float));
}

std::int64_t decoderBytes(const VideoParts& parts, const PictureShape& shape,
                          std::int64_t keptFrames)
{
    return parts.decoder().forecast(shape.rows, shape.columns).stateBytes +
           keptFrames * kColours * shape.height * shape.width *
               static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
