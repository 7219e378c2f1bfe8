#pragma once

#include <string>

namespace imprint::app {

/// Where what a program knows of its last runs lies: XDG_STATE_HOME/imprint, else ~/.local/state/imprint. Made if it is not
/// there, for its user alone. Throws Error(Io) if it cannot be made.
/// Source: XDG Base Directory Specification 0.8.
std::string stateDirectory();

} // namespace imprint::app
