#pragma once

#include <functional>
#include <iosfwd>
#include <string>

namespace imprint {

/// Writes a file beside its place first, and then moves it there: a full disk leaves no half a file under the right name, and
/// what was there before stays until the new one is whole. write: fills the file.
/// Throws Error(Io) naming the file. Thread: any.
void writeWholeFile(const std::string& path, const std::function<void(std::ostream&)>& write);

} // namespace imprint
