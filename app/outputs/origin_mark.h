#pragma once

#include "engine/core/engine_session.h"

namespace imprint::app {

/// What a file or stream says about where its pictures come from.
struct OriginMark {
    const char* words;
    const char* source; ///< IPTC's term for it, which tools that look for synthetic media know
};

OriginMark markOf(PictureOrigin origin);

} // namespace imprint::app
