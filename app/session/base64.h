#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imprint::app {

/// Bytes as text. Source: RFC 4648, section 4.
std::string toBase64(std::string_view bytes);

/// Nothing if it is not what toBase64 writes: a wrong letter, length or filling.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace imprint::app
