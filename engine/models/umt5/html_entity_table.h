#pragma once

#include <string_view>

namespace imprint::engine {

/// The text of html_entities.txt: "name CODE [CODE]", separated by ", " or line ends; "*" behind a name that may also stand
/// without its semicolon. Built in by CMake.
extern const std::string_view kHtmlEntityTable;

} // namespace imprint::engine
