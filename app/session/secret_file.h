#pragma once

#include <string>

namespace imprint::app {

/// The first line of a file that holds a token or a key: on the command line everybody could read it. Empty path: none.
/// Throws Error(BadInput) naming the file.
std::string readSecret(const std::string& path);

} // namespace imprint::app
