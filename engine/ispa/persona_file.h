#pragma once

#include "engine/ispa/persona.h"

#include <string>

namespace imprint::engine {

/// Writes one safetensors file, with a description in its metadata. Throws Error(Io), and Error(Unsupported) for one that would be too large
/// to be read again.
void writePersona(const std::string& path, const Persona& persona);

/// Reads such a file, of which nobody knows where it comes from. What is damaged, missing, of the wrong type or too much
/// is an Error(BadInput | BadConfig | NotFound | Io) that names file and place; sizes are not checked against a model.
Persona readPersona(const std::string& path);

/// One of its extras, without reading the others; undefined if it has none of this name. Throws as readPersona does of a file that is
/// damaged, but looks at nothing else in it.
at::Tensor readPersonaExtra(const std::string& path, const std::string& name);

} // namespace imprint::engine
