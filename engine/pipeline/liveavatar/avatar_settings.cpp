#include "engine/pipeline/liveavatar/avatar_settings.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <algorithm>

namespace imprint::engine {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& remedy)
{
    throw Error(ErrorCode::BadConfig, what, remedy);
}

/// Every noise level has a ring and nothing else: what a clip never forgets is the condition beside it.
void requireRings(const SessionConfig& config)
{
    if (config.kvPolicy != CacheKind::SinkWindow)
        refuse(concat("setting 'kvPolicy' is ", enumName(config.kvPolicy),
                      ", but every noise level of this model has a ring"),
               "Leave it out; 'kvWindowFrames' says how long the rings are");
    if (config.kvSinkFrames != 0)
        refuse(
            concat("setting 'kvSinkFrames' is ", config.kvSinkFrames,
                   ", but this model's rings have no sinks: reference and motion stay beside them"),
            "Leave it out");
    if (config.fCap != 0)
        refuse(concat("setting 'fCap' is ", config.fCap,
                      ", but this model's rings have a fixed length"),
               "Leave it out; 'kvWindowFrames' says how long they are");
    if (config.ispaLayers > 0 && config.ispaSinkFrames != 0)
        refuse(
            concat("setting 'ispaSinkFrames' is ", config.ispaSinkFrames,
                   ", but this model's rings have no sinks: reference and motion stay beside them"),
            "Leave it out");
}

} // namespace

SessionConfig defaultsOf(const AvatarRecipe& recipe)
{
    SessionConfig config;
    config.steps = static_cast<int>(recipe.sampler.steps);
    config.shift = recipe.sampler.shift;
    config.kvPolicy = CacheKind::SinkWindow;
    config.kvSinkFrames = 0;
    config.kvWindowFrames = static_cast<int>(recipe.windowFrames - recipe.sampler.blockFrames);
    config.ispaSinkFrames = 0;
    config.ispaWindowFrames = std::min(config.kvWindowFrames, config.ispaWindowFrames);
    return config;
}

AvatarSampler samplerFor(const AvatarRecipe& recipe, const SessionConfig& config)
{
    validate(config);
    requireTrained(config, recipe.sampler.steps, recipe.sampler.blockFrames);
    requireRings(config);
    AvatarSampler sampler = recipe.sampler;
    sampler.shift = config.shift;
    return sampler;
}

AvatarSettings avatarSettingsFor(const AvatarRecipe& recipe, const SessionConfig& config,
                                 std::int64_t rows, std::int64_t columns)
{
    AvatarSettings settings{.height = rows,
                            .width = columns,
                            .windowFrames = config.kvWindowFrames + recipe.sampler.blockFrames,
                            .storage = kvTypeOf(config.kvBits),
                            .ispa = avatarIspaSettings(config, recipe.sampler)};
    settings.archivedBlocks = archivedBlocksFor(config, recipe.sampler, settings.windowFrames);
    requireIspaFits(config, ringOf(settings), recipe.sampler.blockFrames,
                    recipe.network.trunk.layers);
    return settings;
}

} // namespace imprint::engine
