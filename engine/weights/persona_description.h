#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>

namespace imprint::engine {

/// The key of a safetensors file's metadata under which a persona describes itself.
inline constexpr const char* kPersonaKey = "imprint.persona";

/// What to do about a persona that cannot be used.
inline constexpr const char* kPersonaHint =
    "The persona is damaged, or was made by another version";

/// What a persona file says of itself, without its tensors: an object. Nobody knows where the file comes from.
/// Throws Error(NotFound | Io | BadInput) naming it.
nlohmann::json readPersonaDescription(const std::string& path);

/// The texts of a part of it, by name: its "facts", its "notes". Throws Error(BadInput) naming file and part.
std::map<std::string, std::string> personaTexts(const nlohmann::json& description, const char* part,
                                                const std::string& path);

} // namespace imprint::engine
