#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace imprint::test {

inline std::string readBytes(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void writeBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Writes the first `share` of a file's bytes to another.
inline void truncateInto(const std::string& from, const std::string& to, double share)
{
    const std::string bytes = readBytes(from);
    writeBytes(
        to, bytes.substr(0, static_cast<std::size_t>(static_cast<double>(bytes.size()) * share)));
}

} // namespace imprint::test
