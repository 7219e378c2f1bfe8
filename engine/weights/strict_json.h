#pragma once

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace imprint::engine {

/// Parses JSON that nobody vouches for: a key that stands twice in one object, nesting deeper than 16, bad UTF-8 or
/// text behind the end is an Error(BadInput) that names `where` (usually the file) and the place.
nlohmann::json parseStrictJson(std::string_view text, const std::string& where);

/// The same for a whole file. Throws Error(NotFound | Io | BadInput).
nlohmann::json readStrictJson(const std::string& path);

/// Foreign text as it may stand in a message: at most 100 bytes, without control characters.
std::string printable(std::string_view text);

/// Throws Error(BadConfig) that names `where` and the key unless `object` is one and has none but these keys.
void requireKnownKeys(const nlohmann::json& object, std::initializer_list<std::string_view> keys,
                      const std::string& where);

} // namespace imprint::engine
