#include "app/cli/evaluate/report_files.h"

#include "engine/core/error.h"

#include <cmath>
#include <fstream>

namespace imprint::app {

nlohmann::json numberOrNull(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

void writeText(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file)
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"),
                    "Check the folder, its rights and the free space");
}

} // namespace imprint::app
