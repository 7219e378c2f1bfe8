#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"

#include <cstdint>

namespace imprint::engine {

/// The settings with which a session does exactly what the recipe says.
SessionConfig defaultsOf(const AvatarRecipe& recipe);

/// How such a session samples: its user may change the shift alone. Throws Error(BadConfig) naming a setting that the model
/// cannot follow.
AvatarSampler samplerFor(const AvatarRecipe& recipe, const SessionConfig& config);

/// What the noise levels of such a session keep. rows, columns: of a latent frame.
/// Throws Error(BadConfig), also for what ISPA cannot do.
AvatarSettings avatarSettingsFor(const AvatarRecipe& recipe, const SessionConfig& config,
                                 std::int64_t rows, std::int64_t columns);

} // namespace imprint::engine
