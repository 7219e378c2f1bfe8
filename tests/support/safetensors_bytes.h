#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>

namespace imprint::test {

/// A safetensors file made by hand: length field, header as given, `dataBytes` counting bytes.
inline std::string safetensorsBytes(const std::string& header, std::size_t dataBytes,
                                    std::uint64_t claimedHeader)
{
    std::string bytes;
    for (int byte = 0; byte < 8; ++byte)
        bytes.push_back(static_cast<char>(claimedHeader >> (8 * byte) & 0xff));
    bytes += header;
    for (std::size_t i = 0; i < dataBytes; ++i)
        bytes.push_back(static_cast<char>(i));
    return bytes;
}

inline std::string safetensorsBytes(const std::string& header, std::size_t dataBytes)
{
    return safetensorsBytes(header, dataBytes, header.size());
}

inline std::span<const std::byte> asBytes(const std::string& text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline void writeFile(const std::string& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace imprint::test
