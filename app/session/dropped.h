#pragma once

#include "app/session/movie_settings.h"

#include <optional>
#include <string>

namespace imprint::app {

enum class DroppedKind {
    Picture,
    Sound, ///< or a movie whose sound can be the voice
    Project,
    Take,  ///< folder that `live --take` made
    Model, ///< folder of a model; also for a file in one
    Movie, ///< that Imprint made: its settings are known
    Unknown,
};

/// What a file or folder is that somebody dropped onto the window.
struct Dropped {
    DroppedKind kind = DroppedKind::Unknown;
    std::string path;                   ///< of the folder, where a file in it was dropped
    std::optional<MovieSettings> movie; ///< of a Movie
    std::string reason;                 ///< of Unknown: why nothing can be done with it, for people
};

/// Looks into it: what counts is what is inside; names of files alone are believed of projects. Takes the time of a disk.
Dropped lookAtDropped(const std::string& path);

} // namespace imprint::app
