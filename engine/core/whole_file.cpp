#include "engine/core/whole_file.h"

#include "engine/core/error.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace imprint {

void writeWholeFile(const std::string& path, const std::function<void(std::ostream&)>& write)
{
    const std::string part = path + ".part";
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    write(file);
    file.close();
    std::error_code problem;
    if (file)
        std::filesystem::rename(part, path, problem);
    if (!file || problem) {
        std::error_code ignored; // the first problem is the one to report
        std::filesystem::remove(part, ignored);
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"),
                    "Check the folder, its rights and the free space");
    }
}

} // namespace imprint
