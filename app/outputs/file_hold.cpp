#include "app/outputs/file_hold.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace imprint::app {

FileHold FileHold::create(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
        ::flock(descriptor, LOCK_EX | LOCK_NB); // file systems without locks record all the same
        return FileHold(descriptor);
    }
    if (errno == EEXIST)
        throw Error(ErrorCode::BadInput, concat("'", path, "' exists already"),
                    "Choose another name, or move it away; recordings never overwrite");
    throw Error(ErrorCode::Io,
                concat("the video '", path, "' cannot be created: ", std::strerror(errno)),
                "Check that the folder exists, may be written to and has free space");
}

FileHold FileHold::existing(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw Error(ErrorCode::Io,
                    concat("the video '", path, "' cannot be opened: ", std::strerror(errno)));
    FileHold hold(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw Error(ErrorCode::BadInput, concat("'", path, "' is being recorded"),
                    "Wait until the recording has ended");
    return hold;
}

FileHold::FileHold(FileHold&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileHold& FileHold::operator=(FileHold&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileHold::~FileHold()
{
    release();
}

void FileHold::release() noexcept
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace imprint::app
