#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// A stretch of a file, fetched by one connection from its beginning on.
struct FilePart {
    std::int64_t begin = 0;
    std::int64_t end = 0; ///< behind its last byte
    std::int64_t done = 0;

    std::int64_t at() const { return begin + done; }
    bool whole() const { return at() == end; }
};

/// What there is of a file that is being fetched: `place`.part holds the bytes, `place`.part.json which of its parts they are. Without
/// the second, the first is the file's beginning. Locked against another program that fetches the same.
/// Thread: its owner's. Throws Error(Io) naming the file.
class PartFile {
public:
    explicit PartFile(const std::string& place);
    ~PartFile(); ///< keeps what is known of the parts
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    /// Whether the size of the file, and with it its parts, are known.
    bool isLaidOut() const { return m_bytes.has_value(); }
    std::int64_t bytes() const { return m_bytes.value_or(0); } ///< of the whole file; 0: not known
    const std::string& sha256() const { return m_sha256; }     ///< as it was given to layOut
    const std::vector<FilePart>& parts() const { return m_parts; }
    std::int64_t doneBytes() const;
    bool whole() const; ///< false while not laid out

    /// Cuts a file of that size into parts; the beginning that is here already stays.
    void layOut(std::int64_t bytes, std::int64_t partBytes, const std::string& sha256);

    /// Nothing is here, and nothing is known.
    void beginAnew();

    /// At the end of what is there of a part, and inside of it. Not laid out: at the end of the beginning, as part 0.
    void write(std::size_t part, const char* data, std::size_t count);

    /// What a program that is killed after this leaves behind is gone on with.
    void keep();

    /// To the disk.
    void flush();

    /// The finished file gets its place, or another name.
    void moveTo(const std::string& path);

private:
    [[noreturn]] void fail(const char* what) const;
    void readParts();

    const std::string m_path;
    const int m_file;
    std::optional<std::int64_t> m_bytes;
    std::int64_t m_partBytes = 0;
    std::string m_sha256;
    std::vector<FilePart> m_parts; // not laid out: one, without an end
    bool m_gone = false;           // moved away
};

/// How many bytes of a file are here in parts; 0 if it was not begun. For whoever only looks.
std::int64_t bytesInParts(const std::string& place);

/// The files beside `place` in which it arrives.
std::vector<std::string> partFilesOf(const std::string& place);

} // namespace imprint::app
