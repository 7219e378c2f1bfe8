#pragma once

#include <string>

namespace imprint::app {

/// A new, empty file among the system's temporary ones, gone with the object.
class TemporaryFile {
public:
    /// name: that its own begins with. Throws Error(Io).
    explicit TemporaryFile(const std::string& name);
    ~TemporaryFile();
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&& other) noexcept;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return m_path; }

private:
    std::string m_path; // empty: moved from
};

} // namespace imprint::app
