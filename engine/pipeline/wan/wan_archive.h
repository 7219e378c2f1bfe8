#pragma once

#include "engine/core/session_config.h"
#include "engine/ispa/latent_archive.h"
#include "engine/pipeline/wan/wan_recipe.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <cstdint>

namespace imprint::engine {

/// Whether a session of this recipe keeps what its history can be made again from: where that is but clean latents and what was
/// heard, under one prompt.
bool keepsArchive(const WanRecipe& recipe);

/// As much as a cache can hold and a warm-up learns from. config: of the session's start.
ArchiveLimits archiveLimits(const WanRecipe& recipe, const SessionConfig& config);

/// Bytes of such an archive after so many latent frames, by formula. recipe, settings: of the session.
std::int64_t predictedArchiveBytes(const WanRecipe& recipe, const WanRolloutSettings& settings,
                                   const SessionConfig& config, at::ScalarType network,
                                   std::int64_t frames);

} // namespace imprint::engine
