#pragma once

#include <string>

namespace imprint::app {

/// Folder `resources` (models, faces, pictures): the environment variable IMPRINT_RESOURCES, else beside the installed
/// program, else that of the source tree the program was built in. Throws Error(NotFound) that says what to do.
std::string resourceDirectory();

/// Folder of an installed model by name, or `nameOrDirectory` itself if it is a folder that holds a config.json.
/// Throws Error(NotFound) listing the installed models.
std::string modelDirectory(const std::string& nameOrDirectory);

} // namespace imprint::app
