#include "engine/weights/torch_zip/zip_archive.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"
#include "engine/weights/torch_zip/byte_cursor.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {
namespace {

constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocatorSignature = 0x07064b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kLocalSignature = 0x04034b50;

constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kCentralBytes = 46; // without name and extra fields
constexpr std::size_t kMaxPathBytes = 1024;

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kSizesFollowData = 0x0008;
constexpr std::uint16_t kNamesAreUtf8 = 0x0800;
constexpr std::uint16_t kZip64Field = 0x0001;
constexpr std::uint32_t kIn64 = 0xffffffff; // "the value stands in the ZIP64 field"
constexpr std::uint16_t kCountIn64 = 0xffff;

/// Where the central directory lies and how many entries it lists.
struct Directory {
    std::uint64_t entries = 0;
    std::uint64_t begin = 0;
    std::uint64_t bytes = 0;
    std::uint64_t limit = 0; ///< where the records behind it begin
};

/// One line of the central directory.
struct CentralEntry {
    std::string_view name;
    std::uint16_t flags = 0;
    std::uint64_t stored = 0;   ///< bytes in the archive
    std::uint64_t unpacked = 0; ///< bytes when unpacked
    std::uint64_t offset = 0;   ///< of the local header
};

/// What an entry occupies, header included.
struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string_view name;
};

class ZipReader {
public:
    ZipReader(std::span<const std::byte> bytes, const std::string& path)
        : m_bytes(bytes)
        , m_path(path)
    {
    }

    ZipEntries read()
    {
        const Directory directory = findDirectory();
        m_data = m_bytes.first(directory.begin);
        ByteCursor cursor(m_bytes.subspan(directory.begin, directory.bytes));
        ZipEntries entries;
        for (std::uint64_t i = 0; i < directory.entries; ++i) {
            const CentralEntry entry = readCentral(cursor);
            if (!entries.emplace(entry.name, dataOf(entry)).second)
                fail("lists the entry '", printable(entry.name), "' twice");
        }
        if (cursor.left() != 0)
            fail("has ", cursor.left(), " surplus bytes in its central directory");
        checkOverlaps();
        return entries;
    }

private:
    template <class... Parts>
    [[noreturn]] void fail(const Parts&... problem) const
    {
        throw Error(ErrorCode::BadInput, concat("'", m_path, "' ", problem...),
                    "The file is damaged or no file of torch.save; get it again");
    }

    template <class Value>
    Value demand(const std::optional<Value>& value, const char* what) const
    {
        if (!value)
            fail("ends within ", what);
        return *value;
    }

    template <class Number>
    Number number(ByteCursor& cursor, const char* what) const
    {
        return demand(cursor.number<Number>(), what);
    }

    std::string_view text(ByteCursor& cursor, std::uint64_t count, const char* what) const
    {
        return asText(demand(cursor.take(count), what));
    }

    void skip(ByteCursor& cursor, std::uint64_t count, const char* what) const
    {
        demand(cursor.take(count), what);
    }

    Directory findDirectory() const
    {
        constexpr const char* kWhat = "its end record";
        if (m_bytes.size() < kEndBytes)
            fail("is too short for a zip archive: ", m_bytes.size(), " bytes");
        const std::size_t endBegin = m_bytes.size() - kEndBytes;
        ByteCursor cursor(m_bytes.subspan(endBegin));
        if (number<std::uint32_t>(cursor, kWhat) != kEndSignature)
            fail("does not end with the directory of a zip archive; it may be cut off");
        const auto disk = number<std::uint16_t>(cursor, kWhat);
        const auto directoryDisk = number<std::uint16_t>(cursor, kWhat);
        const auto entriesHere = number<std::uint16_t>(cursor, kWhat);
        Directory directory;
        directory.entries = number<std::uint16_t>(cursor, kWhat);
        directory.bytes = number<std::uint32_t>(cursor, kWhat);
        directory.begin = number<std::uint32_t>(cursor, kWhat);
        directory.limit = endBegin;
        const auto comment = number<std::uint16_t>(cursor, kWhat);
        if (disk != 0 || directoryDisk != 0 || entriesHere != directory.entries || comment != 0)
            fail("is a zip archive on several disks or with a comment");
        if (const auto wide = findDirectory64(endBegin)) {
            if ((directory.entries != kCountIn64 && directory.entries != wide->entries) ||
                (directory.bytes != kIn64 && directory.bytes != wide->bytes) ||
                (directory.begin != kIn64 && directory.begin != wide->begin))
                fail("has two end records that disagree");
            directory = *wide;
        }
        return checkedDirectory(directory);
    }

    std::optional<Directory> findDirectory64(std::size_t endBegin) const
    {
        constexpr const char* kWhat = "its ZIP64 records";
        if (endBegin < kLocatorBytes)
            return std::nullopt;
        const std::size_t locatorBegin = endBegin - kLocatorBytes;
        ByteCursor locator(m_bytes.subspan(locatorBegin, kLocatorBytes));
        if (number<std::uint32_t>(locator, kWhat) != kLocatorSignature)
            return std::nullopt;
        const auto disk = number<std::uint32_t>(locator, kWhat);
        const auto begin = number<std::uint64_t>(locator, kWhat);
        const auto disks = number<std::uint32_t>(locator, kWhat);
        if (disk != 0 || disks != 1 || locatorBegin < kEnd64Bytes ||
            begin != locatorBegin - kEnd64Bytes)
            fail("has a ZIP64 record that is not where its locator says");
        ByteCursor cursor(m_bytes.subspan(begin, kEnd64Bytes));
        if (number<std::uint32_t>(cursor, kWhat) != kEnd64Signature)
            fail("has no ZIP64 record where its locator says");
        constexpr std::uint64_t kLengthBehindField = kEnd64Bytes - 12;
        if (number<std::uint64_t>(cursor, kWhat) != kLengthBehindField)
            fail("has a ZIP64 record of an unknown length");
        skip(cursor, 4, kWhat); // versions: made by, needed
        const auto thisDisk = number<std::uint32_t>(cursor, kWhat);
        const auto directoryDisk = number<std::uint32_t>(cursor, kWhat);
        const auto entriesHere = number<std::uint64_t>(cursor, kWhat);
        Directory directory;
        directory.entries = number<std::uint64_t>(cursor, kWhat);
        directory.bytes = number<std::uint64_t>(cursor, kWhat);
        directory.begin = number<std::uint64_t>(cursor, kWhat);
        directory.limit = begin;
        if (thisDisk != 0 || directoryDisk != 0 || entriesHere != directory.entries)
            fail("is a zip archive on several disks");
        return directory;
    }

    Directory checkedDirectory(const Directory& directory) const
    {
        if (directory.begin > directory.limit ||
            directory.bytes != directory.limit - directory.begin)
            fail("claims a central directory of ", directory.bytes, " bytes at byte ",
                 directory.begin, ", but it must end at byte ", directory.limit);
        if (directory.entries > directory.bytes / kCentralBytes)
            fail("claims ", directory.entries, " entries in a directory of ", directory.bytes,
                 " bytes");
        return directory;
    }

    CentralEntry readCentral(ByteCursor& cursor) const
    {
        constexpr const char* kWhat = "its central directory";
        if (number<std::uint32_t>(cursor, kWhat) != kCentralSignature)
            fail("has something else in its central directory");
        skip(cursor, 4, kWhat); // versions: made by, needed
        CentralEntry entry;
        entry.flags = number<std::uint16_t>(cursor, kWhat);
        const auto method = number<std::uint16_t>(cursor, kWhat);
        skip(cursor, 8, kWhat); // time, date, checksum
        entry.stored = number<std::uint32_t>(cursor, kWhat);
        entry.unpacked = number<std::uint32_t>(cursor, kWhat);
        const auto nameBytes = number<std::uint16_t>(cursor, kWhat);
        const auto extraBytes = number<std::uint16_t>(cursor, kWhat);
        const auto commentBytes = number<std::uint16_t>(cursor, kWhat);
        const auto disk = number<std::uint16_t>(cursor, kWhat);
        skip(cursor, 6, kWhat); // attributes
        entry.offset = number<std::uint32_t>(cursor, kWhat);
        entry.name = text(cursor, nameBytes, kWhat);
        readExtra(demand(cursor.take(extraBytes), kWhat), entry);
        if (disk != 0 || commentBytes != 0)
            fail("has the entry '", printable(entry.name), "' on another disk or with a comment");
        checkEntry(entry, method);
        return entry;
    }

    /// Takes 64-bit values from the ZIP64 field, in the order of the format; other fields are of no use here.
    void readExtra(std::span<const std::byte> bytes, CentralEntry& entry) const
    {
        constexpr const char* kWhat = "the extra fields of an entry";
        ByteCursor cursor(bytes);
        std::optional<ByteCursor> wide;
        while (cursor.left() != 0) {
            const auto id = number<std::uint16_t>(cursor, kWhat);
            const auto size = number<std::uint16_t>(cursor, kWhat);
            const auto field = demand(cursor.take(size), kWhat);
            if (id != kZip64Field)
                continue;
            if (wide)
                fail("has two ZIP64 fields in the entry '", printable(entry.name), "'");
            wide = ByteCursor(field);
        }
        for (std::uint64_t* value : {&entry.unpacked, &entry.stored, &entry.offset})
            if (*value == kIn64 && wide)
                *value = number<std::uint64_t>(*wide, "the ZIP64 field of an entry");
        if (wide && wide->left() != 0)
            fail("has a ZIP64 field of a wrong size in the entry '", printable(entry.name), "'");
    }

    void checkEntry(const CentralEntry& entry, std::uint16_t method) const
    {
        if (!isPlainPath(entry.name))
            fail("has an entry with the forbidden name '", printable(entry.name), "'");
        if (method != kStored || entry.stored != entry.unpacked)
            fail("has the compressed entry '", printable(entry.name),
                 "'; torch stores entries as they are");
        if ((entry.flags & ~(kSizesFollowData | kNamesAreUtf8)) != 0)
            fail("has the entry '", printable(entry.name),
                 "', which is encrypted or of an unknown kind");
    }

    static bool isPlainPath(std::string_view name)
    {
        return !name.empty() && name.size() <= kMaxPathBytes && !name.starts_with('/') &&
               !name.ends_with('/') && name.find("..") == std::string_view::npos &&
               name.find_first_of(std::string_view("\\\0", 2)) == std::string_view::npos;
    }

    /// The bytes of an entry, found through its local header, which must say the same as the directory.
    std::span<const std::byte> dataOf(const CentralEntry& entry)
    {
        constexpr const char* kWhat = "the header of an entry";
        if (entry.offset > m_data.size())
            fail("has the entry '", printable(entry.name), "' at byte ", entry.offset,
                 ", behind its data");
        ByteCursor cursor(m_data.subspan(entry.offset));
        if (number<std::uint32_t>(cursor, kWhat) != kLocalSignature)
            fail("has no entry '", printable(entry.name), "' where its directory says");
        skip(cursor, 2, kWhat); // version needed
        const auto flags = number<std::uint16_t>(cursor, kWhat);
        const auto method = number<std::uint16_t>(cursor, kWhat);
        skip(cursor, 8, kWhat); // time, date, checksum
        const auto stored = number<std::uint32_t>(cursor, kWhat);
        const auto unpacked = number<std::uint32_t>(cursor, kWhat);
        const auto nameBytes = number<std::uint16_t>(cursor, kWhat);
        const auto extraBytes = number<std::uint16_t>(cursor, kWhat);
        const auto name = text(cursor, nameBytes, kWhat);
        skip(cursor, extraBytes, kWhat); // padding, and sizes that the directory says too
        if (name != entry.name || flags != entry.flags || method != kStored ||
            !mayStandFor(stored, entry.stored, flags) ||
            !mayStandFor(unpacked, entry.unpacked, flags))
            fail("describes the entry '", printable(entry.name), "' in two ways that disagree");
        const auto data = cursor.take(entry.stored);
        if (!data)
            fail("has the entry '", printable(entry.name), "' of ", entry.stored,
                 " bytes, of which only ", cursor.left(), " are there");
        m_extents.push_back({entry.offset, entry.offset + cursor.position(), entry.name});
        return *data;
    }

    static bool mayStandFor(std::uint32_t local, std::uint64_t size, std::uint16_t flags)
    {
        return local == size || local == kIn64 || (local == 0 && (flags & kSizesFollowData) != 0);
    }

    void checkOverlaps()
    {
        std::sort(m_extents.begin(), m_extents.end(),
                  [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
        for (std::size_t i = 1; i < m_extents.size(); ++i)
            if (m_extents[i].begin < m_extents[i - 1].end)
                fail("has the entry '", printable(m_extents[i].name), "', which overlaps '",
                     printable(m_extents[i - 1].name), "'");
    }

    std::span<const std::byte> m_bytes;
    const std::string& m_path;
    std::span<const std::byte> m_data; // in front of the central directory
    std::vector<Extent> m_extents;
};

} // namespace

ZipEntries readStoredZip(std::span<const std::byte> bytes, const std::string& path)
{
    return ZipReader(bytes, path).read();
}

} // namespace imprint::engine
