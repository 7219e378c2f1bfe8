#pragma once

#include "engine/pipeline/session_persona.h"
#include "engine/pipeline/wan/wan_model.h"
#include "engine/pipeline/wan/wan_rollout.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <cstdint>
#include <string>

namespace imprint::engine {

/// Why sessions of such a model have no persona; empty: they may have one.
std::string noPersonaOf(const WanRecipe& recipe);

/// Latent frames that a persona brings: the blocks with all that layers never forget.
std::int64_t personaFrames(const WanRecipe& recipe, const SessionConfig& config);

/// All on which keys, values and corrections depend. recipe: that of recipeFor.
PersonaFacts wanFacts(const WanModel& model, const WanRecipe& recipe, const PictureShape& shape,
                      const SessionConfig& config);

/// What a session with these settings begins with. Throws Error(BadInput) naming the file and what differs, or what is wrong.
Learnt wanBeginning(const Persona& persona, const WanModel& model, const WanRecipe& recipe,
                    const PictureShape& shape, const SessionConfig& config,
                    const std::string& path);

} // namespace imprint::engine
