#pragma once

#include <string>
#include <vector>

namespace imprint::train {

/// Whether PATH has the program.
bool isInstalled(const std::string& program);

/// Runs a program without a shell and returns what it wrote to stdout; its stderr is ours.
/// words  the program, found in PATH, and its arguments
/// Throws Error(Io) if it cannot be started, fails, or says nothing for a minute (then it is ended).
/// Thread: any.
std::string outputOf(std::vector<std::string> words);

} // namespace imprint::train
