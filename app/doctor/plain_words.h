#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::app {

/// "13.4 MB", "1.3 GB": decimal, as shops count.
std::string bytesInWords(std::int64_t bytes);

/// "2 cores", "1 core".
std::string countInWords(std::size_t count, const std::string& thing);

/// "a, b, c"
std::string listed(const std::vector<std::string>& words);

/// As a shell takes it for one word, whatever is in it.
std::string shellWord(const std::string& text);

} // namespace imprint::app
