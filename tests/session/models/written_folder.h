#pragma once

#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string>

namespace imprint::test {

/// A temporary folder of files that a test writes.
class WrittenFolder {
public:
    std::string path() const { return m_folder.path(); }
    std::string operator/(const std::string& name) const { return m_folder / name; }
    bool has(const std::string& name) const { return std::filesystem::exists(m_folder / name); }

    void write(const std::string& name, const std::string& text) const
    {
        const std::filesystem::path file = m_folder / name;
        std::filesystem::create_directories(file.parent_path());
        writeBytes(file, text);
    }

private:
    TemporaryFolder m_folder;
};

} // namespace imprint::test
