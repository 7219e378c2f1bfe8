#pragma once

#include <optional>
#include <string>

namespace imprint::app {

/// What a movie that Imprint made says of how it was made, behind the mark that it is synthetic; nothing for files of others, and
/// for what cannot be read.
std::optional<std::string> movieComment(const std::string& path);

} // namespace imprint::app
