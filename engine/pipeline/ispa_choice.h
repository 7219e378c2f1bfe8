#pragma once

#include "engine/core/session_config.h"
#include "engine/core/session_stats.h"
#include "engine/ispa/absorber.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// What a session's settings ask of ISPA; nothing if no layer is to give up its history.
/// blockFrames: latent frames per block of the model; ofOtherClip: for IspaControl::OtherClip.
std::optional<AbsorberSettings>
ispaSettings(const SessionConfig& config, std::int64_t blockFrames,
             const std::shared_ptr<const Absorption>& ofOtherClip = {});

/// The same settings for a clip of so many latent frames whose archive is gone over at once: it learns from the last T_warm
/// of them, or, where it is younger, goes on with the warm-up. from: frame before which nothing can be learnt from.
std::optional<AbsorberSettings>
learningUpTo(std::int64_t frames, std::optional<AbsorberSettings> ispa, std::int64_t from = 0);

/// What a session tells its user of the transition; empty layers before it.
IspaFigures ispaFigures(const Absorber& absorber);

/// Whether a session that follows one goes on as it is with the other.
bool askSameOfIspa(const SessionConfig& one, const SessionConfig& other);

/// Throws Error(BadConfig) if a model of so many layers, each with such a cache, cannot do what the settings ask of ISPA, or
/// if a control is asked for without it.
void requireIspaFits(const SessionConfig& config, const CacheSettings& cache,
                     std::int64_t blockFrames, std::int64_t layers);

} // namespace imprint::engine
