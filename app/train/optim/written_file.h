#pragma once

#include "engine/core/error.h"

#include <fstream>
#include <string>

namespace imprint::train {

/// Closes a text file that was written; a full disk shows only here. Throws Error(Io) naming it.
inline void closeWritten(std::ofstream& file, const std::string& path)
{
    file.close();
    if (!file)
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"),
                    "Check the folder, its rights and the free space");
}

} // namespace imprint::train
