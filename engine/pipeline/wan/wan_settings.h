#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/wan/wan_recipe.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <string>
#include <vector>

namespace imprint::engine {

/// The settings with which a session does exactly what the recipe says. A growing cache that is capped, or made a ring, keeps
/// a block of sinks.
SessionConfig defaultsOf(const WanRecipe& recipe);

/// Keys of settings of which such a model takes no other value than its default, for ModelInfo.
std::vector<std::string> fixedSettingsOf(const WanRecipe& recipe);

/// The same of all video models of the Wan family.
std::vector<std::string> fixedVideoSettings();

/// Throws Error(BadConfig) for settings of which video models of the Wan family know nothing, and for other steps and blocks
/// than those that a checkpoint was trained for.
void requireTrained(const SessionConfig& config, std::int64_t steps, std::int64_t blockFrames);

/// The recipe with what a session's settings change of it: shift and window. Steps and block length are what the checkpoint
/// was trained for, and cannot be changed.
/// Throws Error(BadConfig) naming a setting that the recipe's model cannot follow.
WanRecipe recipeFor(const WanRecipe& recipe, const SessionConfig& config);

/// What the rollout of such a session keeps; recipe: that of recipeFor. rows, columns: of a latent frame; type: of the network.
/// Throws Error(BadConfig), also for what ISPA cannot do.
WanRolloutSettings rolloutSettingsFor(const WanRecipe& recipe, const SessionConfig& config,
                                      std::int64_t rows, std::int64_t columns, at::ScalarType type);

/// Whether ISPA may change while a session runs.
enum class IspaChange { Possible, Refused };

/// Throws Error(BadConfig) if a session that was opened with one cannot go on with the other.
void requireSameRun(const SessionConfig& opened, const SessionConfig& wished,
                    IspaChange ispa = IspaChange::Refused);

} // namespace imprint::engine
