#include "app/cli/ispa_bench/temporary_file.h"

#include "engine/core/error.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

namespace imprint::app {

TemporaryFile::TemporaryFile(const std::string& name)
    : m_path((std::filesystem::temp_directory_path() / (name + "-XXXXXX")).string())
{
    const int file = ::mkstemp(m_path.data());
    if (file < 0)
        throw Error(ErrorCode::Io, concat("no temporary file '", m_path, "' can be made"),
                    "Check the rights and the free space of that folder, or set TMPDIR");
    ::close(file);
}

TemporaryFile::~TemporaryFile()
{
    if (m_path.empty())
        return;
    std::error_code ignored; // a leftover there harms nobody
    std::filesystem::remove(m_path, ignored);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    return *this;
}

} // namespace imprint::app
