#include "engine/pipeline/wan/wan_sizes.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kPatch = 2; // latent pixels per token and axis
constexpr std::int64_t kColours = 3;

} // namespace

PictureShape pictureShape(const WanModel& model, int size)
{
    const VideoFormat& format = model.format();
    PictureShape shape{.width = size > 0 ? size : format.width,
                       .height = size > 0 ? size : format.height};
    const std::int64_t factor = model.decoder().spatialFactor();
    const std::int64_t token = factor * kPatch;
    if (shape.width % token != 0 || shape.height % token != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("model '", model.name(), "' cannot make pictures of ", shape.width,
                           " x ", shape.height, " pixels"),
                    concat("Both must be multiples of ", token));
    shape.rows = shape.height / factor;
    shape.columns = shape.width / factor;
    return shape;
}

void requirePrompt(const SessionConfig& config)
{
    if (config.prompt.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error(ErrorCode::BadConfig, "there is no prompt to make a video of",
                    "Say what it shows, with --prompt");
}

std::int64_t keptFrames(const WanModel& model, const WanRecipe& recipe)
{
    if (recipe.cache.kind != WanCacheKind::Recompute)
        return 0;
    return 1 + model.decoder().framesPerLatent() * (recipe.cache.contextFrames - 1);
}

std::int64_t predictedDecoderBytes(const WanModel& model, const WanRecipe& recipe,
                                   const WanRolloutSettings& settings)
{
    const std::int64_t factor = model.decoder().spatialFactor();
    const std::int64_t pixels = settings.height * settings.width * factor * factor;
    return model.decoder().forecast(settings.height, settings.width).stateBytes +
           keptFrames(model, recipe) * kColours * pixels * static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
