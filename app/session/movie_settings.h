#pragma once

#include "engine/core/session_config.h"

#include <optional>
#include <string>

namespace imprint::app {

/// The settings that made a movie, as it says itself.
struct MovieSettings {
    std::string model;
    SessionConfig config;

    friend bool operator==(const MovieSettings&, const MovieSettings&) = default;
};

/// What stands in the comment of every movie: `how` it was made ("Made live"), the model and all settings.
std::string movieDescription(const std::string& how, const MovieSettings& settings);

/// Reads it again. Settings that are not named, or that this version does not have any more, are as in a new session. Nothing if
/// it is no such text, or names values that cannot be.
std::optional<MovieSettings> settingsOfDescription(const std::string& text);

} // namespace imprint::app
