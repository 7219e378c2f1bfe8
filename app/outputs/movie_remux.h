#pragma once

#include <string>

namespace imprint::app {

/// Rewrites a fragmented MP4 as a plain one with its index in front, without encoding anew, and puts it in the
/// original's place in one step. Throws Error(Io) with the original untouched.
void remuxToPlainMp4(const std::string& path);

} // namespace imprint::app
