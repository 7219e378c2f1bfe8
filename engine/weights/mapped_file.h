#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace imprint::engine {

/// A whole file mapped read-only into memory; unmapped by the destructor. The file must not shrink meanwhile.
/// Thread: any.
class MappedFile {
public:
    /// Throws Error(NotFound) if nothing is there, Error(BadInput) for a directory, a device or an empty file,
    /// Error(Io) if it may not be read or mapped.
    static std::shared_ptr<const MappedFile> open(const std::string& path);

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return m_bytes; }

    /// Gives back the memory of the pages that hold `part` of the bytes; reading them again fetches them from the file.
    void dropPages(std::span<const std::byte> part) const;

private:
    explicit MappedFile(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }

    std::span<const std::byte> m_bytes;
};

} // namespace imprint::engine
