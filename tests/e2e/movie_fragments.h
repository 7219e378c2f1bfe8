#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace imprint::test {

/// Length of what the whole fragments of an MP4 file hold at least, while it is still being written: half a second
/// each, as recordings have them. 0 for a plain or missing file.
inline double fragmentSeconds(const std::string& path)
{
    constexpr double kFragmentSeconds = 0.5;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    int fragments = 0;
    std::string before;
    std::uint64_t at = 0;
    while (!error && at + 8 <= size) {
        unsigned char head[8] = {};
        file.seekg(static_cast<std::streamoff>(at));
        if (!file.read(reinterpret_cast<char*>(head), sizeof head))
            break;
        std::uint64_t length = 0;
        for (int i = 0; i < 4; ++i)
            length = length << 8 | head[i];
        const std::string kind(reinterpret_cast<const char*>(head) + 4, 4);
        if (length < 8 || at + length > size)
            break;
        fragments += kind == "mdat" && before == "moof" ? 1 : 0;
        before = kind;
        at += length;
    }
    return fragments * kFragmentSeconds;
}

} // namespace imprint::test
