#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint::test {

/// One entry of a zip archive made by hand, and what a hostile archive may say of it.
struct ZipMember {
    std::string name;
    std::string data;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::string localExtra = {};
    std::string centralExtra = {};
    std::string centralComment = {};
    std::string localName =
        {}; ///< of the local header, which differs from the directory's; empty: it does not
    std::optional<std::uint32_t> localSize = {};       ///< both sizes of the local header
    std::optional<std::uint32_t> centralSize = {};     ///< both sizes of the directory
    std::optional<std::uint32_t> centralUnpacked = {}; ///< the unpacked one alone
    std::optional<std::uint32_t> centralOffset = {};
};

/// What stands at the end of the archive.
struct ZipEnd {
    bool zip64 = false; ///< with ZIP64 records, the old record says "see there"
    std::optional<std::uint64_t> entries = {};
    std::optional<std::uint64_t> directoryBytes = {};
    std::optional<std::uint64_t> directoryBegin = {};
    std::optional<std::uint64_t> locatorSays = {};
    std::uint16_t disk = 0;
    std::string comment = {};
};

inline std::string littleEndian(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    return text;
}

/// The extra field with the 64-bit values of an entry.
inline std::string zip64Field(const std::vector<std::uint64_t>& values)
{
    std::string text = littleEndian(1, 2) + littleEndian(8 * values.size(), 2);
    for (const std::uint64_t value : values)
        text += littleEndian(value, 8);
    return text;
}

inline std::string zipLocalHeader(const ZipMember& member)
{
    const std::string name = member.localName.empty() ? member.name : member.localName;
    const std::uint64_t size = member.localSize.value_or(member.data.size());
    return "PK\3\4" + littleEndian(0, 2) + littleEndian(member.flags, 2) +
           littleEndian(member.method, 2) + littleEndian(0, 8) + littleEndian(size, 4) +
           littleEndian(size, 4) + littleEndian(name.size(), 2) +
           littleEndian(member.localExtra.size(), 2) + name + member.localExtra;
}

inline std::string zipCentralHeader(const ZipMember& member, std::uint64_t offset)
{
    const std::uint64_t size = member.centralSize.value_or(member.data.size());
    return "PK\1\2" + littleEndian(0, 4) + littleEndian(member.flags, 2) +
           littleEndian(member.method, 2) + littleEndian(0, 8) + littleEndian(size, 4) +
           littleEndian(member.centralUnpacked.value_or(size), 4) +
           littleEndian(member.name.size(), 2) + littleEndian(member.centralExtra.size(), 2) +
           littleEndian(member.centralComment.size(), 2) + littleEndian(0, 8) +
           littleEndian(member.centralOffset.value_or(offset), 4) + member.name +
           member.centralExtra + member.centralComment;
}

inline std::string zipEndRecords(std::uint64_t begin, std::uint64_t size, std::uint64_t count,
                                 const ZipEnd& end)
{
    const std::uint64_t entries = end.entries.value_or(count);
    const std::uint64_t bytes = end.directoryBytes.value_or(size);
    const std::uint64_t offset = end.directoryBegin.value_or(begin);
    std::string text;
    if (end.zip64)
        text = "PK\6\6" + littleEndian(44, 8) + littleEndian(0, 4) + littleEndian(0, 8) +
               littleEndian(entries, 8) + littleEndian(entries, 8) + littleEndian(bytes, 8) +
               littleEndian(offset, 8) + "PK\6\7" + littleEndian(0, 4) +
               littleEndian(end.locatorSays.value_or(begin + size), 8) + littleEndian(1, 4);
    const std::uint64_t all = ~std::uint64_t{0};
    return text + "PK\5\6" + littleEndian(end.disk, 2) + littleEndian(0, 2) +
           littleEndian(end.zip64 ? all : entries, 2) + littleEndian(end.zip64 ? all : entries, 2) +
           littleEndian(end.zip64 ? all : bytes, 4) + littleEndian(end.zip64 ? all : offset, 4) +
           littleEndian(end.comment.size(), 2) + end.comment;
}

/// A zip archive made by hand.
inline std::string zipBytes(const std::vector<ZipMember>& members, const ZipEnd& end = {})
{
    std::string data;
    std::string directory;
    for (const ZipMember& member : members) {
        directory += zipCentralHeader(member, data.size());
        data += zipLocalHeader(member) + member.data;
    }
    return data + directory + zipEndRecords(data.size(), directory.size(), members.size(), end);
}

} // namespace imprint::test
