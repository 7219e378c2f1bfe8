#include "app/session/secret_file.h"

#include "engine/core/error.h"

#include <fstream>

namespace imprint::app {

std::string readSecret(const std::string& path)
{
    std::string secret;
    if (path.empty())
        return secret;
    std::ifstream file(path);
    if (!file || !std::getline(file, secret) || secret.empty())
        throw Error(ErrorCode::BadInput, concat("no secret can be read from '", path, "'"),
                    "Its first line must hold it");
    return secret;
}

} // namespace imprint::app
