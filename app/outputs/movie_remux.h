#pragma once

#include <string>

namespace imprint::app {

/// Rewrites a fragmented MP4 or MOV as a plain one with its index in front, or an MKV with its length and index, without
/// encoding anew, and puts it in the original's place in one step. Throws Error(BadInput or Io) with the original untouched.
void remuxToPlain(const std::string& path);

/// How the names begin that remuxToPlain gives to its unfinished copies beside `path`.
std::string copyMarkOf(const std::string& path);

} // namespace imprint::app
