#include "engine/link/server/private_file.h"

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace imprint::link {

PrivateFile::PrivateFile()
{
    std::error_code failed;
    m_folder = (std::filesystem::temp_directory_path(failed) / "imprint-engine-XXXXXX").string();
    if (failed || ::mkdtemp(m_folder.data()) == nullptr) // readable by its owner alone
        throw Error(ErrorCode::Io,
                    concat("the engine cannot make a folder '", m_folder,
                           "': ", std::generic_category().message(errno)),
                    "Set TMPDIR, where the engine runs, to a folder that can be written");
    m_path = m_folder + "/persona";
}

PrivateFile::~PrivateFile()
{
    std::error_code ignored; // a leftover in the folder for temporary files ends nothing
    std::filesystem::remove_all(m_folder, ignored);
}

void PrivateFile::write(const Bytes& bytes) const
{
    std::ofstream file(m_path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    if (!file.flush())
        throw Error(ErrorCode::Io, concat("the engine cannot write '", m_path, "'"),
                    "Is the disk full where the engine runs?");
}

Bytes PrivateFile::read() const
{
    std::ifstream file(m_path, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file)
        throw Error(ErrorCode::Io, concat("the engine cannot read '", m_path, "' back"));
    return bytes;
}

std::string PrivateFile::renamed(std::string text, const std::string& name) const
{
    for (auto at = text.find(m_path); at != std::string::npos;
         at = text.find(m_path, at + name.size()))
        text.replace(at, m_path.size(), name);
    return text;
}

} // namespace imprint::link
