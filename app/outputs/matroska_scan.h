#pragma once

#include <optional>
#include <string>

namespace imprint::app {

struct MatroskaScan {
    bool ended =
        false; ///< its writer has filled in how long it is; before, players cannot seek in it
    double seconds = 0; ///< up to where its last whole cluster begins
};

/// Looks at the outline of a Matroska file without reading what is in it. Nothing if it is none, or cannot be read.
/// Source: RFC 8794 (elements), RFC 9559 (segment, cluster, timestamp); clusters count in milliseconds, as FFmpeg writes them.
std::optional<MatroskaScan> scanMatroska(const std::string& path);

} // namespace imprint::app
