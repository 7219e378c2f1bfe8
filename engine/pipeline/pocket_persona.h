#pragma once

#include "engine/core/session_config.h"
#include "engine/core/video_frame.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/character_source.h"
#include "engine/pipeline/session_persona.h"

#include <optional>
#include <string>

namespace imprint::engine {

/// How the person of a session came about.
struct PocketPerson {
    CharacterSource character;
    std::optional<std::string> prompt; ///< that made it; nothing: a user's picture
    std::uint64_t seed = 0;            ///< that made it with the prompt
};

/// A person made from the prompt and the seed, or the one of a user's picture.
PocketPerson makePocketPerson(const PocketConfig& model, const SessionConfig& config,
                              const std::optional<Picture>& reference);

/// Writes a persona. Throws Error(Io).
void writePocketPersona(const std::string& path, const PocketModel& model,
                        const PocketPerson& person, const Learnt& absorbed);

/// What a session begins with that is opened with a persona.
struct PocketBeginning {
    PocketPerson person;
    Learnt absorbed;
};

/// Reads a persona for a session with these settings. Throws Error(BadInput | BadConfig | NotFound | Io) naming the file
/// and what is wrong with it, or what differs from this model and these settings.
PocketBeginning readPocketPersona(const std::string& path, const PocketModel& model,
                                  const SessionConfig& config);

} // namespace imprint::engine
