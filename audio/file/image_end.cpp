#include "audio/file/image_end.h"

#include <cstddef>

namespace imprint::audio {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t bigEndian16(const Bytes& bytes, std::size_t at)
{
    return static_cast<std::size_t>(bytes[at]) << 8 | bytes[at + 1];
}

/// Size of the colour table that a GIF's flag byte announces.
std::size_t colorTableBytes(std::uint8_t flags)
{
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

/// The position behind a chain of GIF data blocks, or the file's size if the chain does not end.
std::size_t skipBlocks(const Bytes& bytes, std::size_t at)
{
    while (at < bytes.size() && bytes[at] != 0)
        at += 1 + static_cast<std::size_t>(bytes[at]);
    return at < bytes.size() ? at + 1 : bytes.size() + 1;
}

} // namespace

bool jpegIsComplete(const Bytes& bytes)
{
    constexpr std::uint8_t kMarker = 0xff;
    constexpr std::uint8_t kStartOfScan = 0xda;
    constexpr std::uint8_t kEndOfImage = 0xd9;
    std::size_t at = 2;
    // Whole segments first: an EXIF thumbnail has an end marker of its own. A marker may have fill bytes in front.
    while (at + 4 <= bytes.size() && bytes[at] == kMarker && bytes[at + 1] != kStartOfScan)
        at += bytes[at + 1] == kMarker ? 1 : 2 + bigEndian16(bytes, at + 2);
    for (; at + 2 <= bytes.size(); ++at)
        if (bytes[at] == kMarker && bytes[at + 1] == kEndOfImage)
            return true;
    return false;
}

bool gifIsComplete(const Bytes& bytes)
{
    constexpr std::uint8_t kExtension = 0x21;
    constexpr std::uint8_t kImage = 0x2c;
    constexpr std::size_t kHeaderBytes = 13;
    constexpr std::size_t kImageHeaderBytes = 10;
    if (bytes.size() < kHeaderBytes)
        return false;
    std::size_t at = kHeaderBytes + colorTableBytes(bytes[10]);
    while (at + 2 <= bytes.size() && bytes[at] == kExtension)
        at = skipBlocks(bytes, at + 2);
    if (at + kImageHeaderBytes >= bytes.size() || bytes[at] != kImage)
        return false;
    const std::size_t data = at + kImageHeaderBytes + colorTableBytes(bytes[at + 9]) + 1;
    return skipBlocks(bytes, data) <= bytes.size();
}

} // namespace imprint::audio
