#pragma once

#include "engine/core/engine_model.h"
#include "engine/pipeline/session_persona.h"
#include "engine/pipeline/wan/video_parts.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <optional>
#include <string>

namespace imprint::engine {

/// A persona with which a session of a video model was asked to begin, and the request with the picture that the persona brings.
struct AskedPersona {
    std::optional<Persona> persona; ///< nothing: all is to be learnt
    SessionRequest request;
};

/// Reads the persona that a request names. Throws Error(BadInput | BadConfig | NotFound | Io) naming the file: what is damaged, and a
/// persona of another picture than the request's.
AskedPersona askedPersona(const SessionRequest& request);

/// The request with that picture, for forecasts: of the persona nothing else is read. Throws likewise.
SessionRequest withPersonaPicture(const SessionRequest& request);

/// What a session of such a model must agree in with one that begins with its persona, but for the facts of its recipe.
/// type: of the network. Reads weights whose hashes nobody has told.
PersonaFacts videoFacts(const VideoParts& parts, const PictureShape& shape, at::ScalarType type,
                        const SessionConfig& config);

/// Writes a persona. reference: the picture of the session, if it has one. Throws Error(Io).
void writeVideoPersona(const std::string& path, const VideoParts& parts, const PersonaFacts& facts,
                       const Learnt& learnt, const std::optional<Picture>& reference);

/// Whether a tensor has these sizes, and numbers that networks compute with.
bool isOf(const at::Tensor& x, at::IntArrayRef sizes);

} // namespace imprint::engine
