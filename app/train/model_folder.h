#pragma once

#include <string>

namespace imprint::train {

/// Copies config.json with a new version, and writes manifest.json with sizes and hashes of the files of `model`.
/// Throws Error(Io | BadInput).
void writeModelConfig(const std::string& configFrom, const std::string& model, int version);

} // namespace imprint::train
