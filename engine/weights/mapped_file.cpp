#include "engine/weights/mapped_file.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace imprint::engine {
namespace {

class FileDescriptor {
public:
    explicit FileDescriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

[[noreturn]] void failFromErrno(const std::string& path, int number)
{
    if (number == ENOENT || number == ENOTDIR)
        throw Error(ErrorCode::NotFound, concat("file '", path, "' does not exist"),
                    "Check the path");
    throw Error(
        ErrorCode::Io,
        concat("file '", path, "' cannot be read: ", std::generic_category().message(number)),
        number == EACCES ? "Give yourself the right to read it" : "Check the disk");
}

std::size_t sizeOfRegularFile(int descriptor, const std::string& path)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        failFromErrno(path, errno);
    if (S_ISDIR(status.st_mode))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is a directory, not a file"),
                    "Name a file inside it");
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is not a regular file"),
                    "Copy its content to a file first");
    if (status.st_size == 0)
        throw Error(ErrorCode::BadInput, concat("file '", path, "' is empty"),
                    "Download or copy it again");
    return static_cast<std::size_t>(status.st_size);
}

} // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path)
{
    // O_NONBLOCK: a named pipe must be refused below, not waited for.
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0)
        failFromErrno(path, errno);
    const std::size_t size = sizeOfRegularFile(file.get(), path);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (address == MAP_FAILED)
        failFromErrno(path, errno);
    const std::span bytes(static_cast<const std::byte*>(address), size);
    return std::shared_ptr<const MappedFile>(new MappedFile(bytes));
}

void MappedFile::dropPages(std::span<const std::byte> part) const
{
    if (part.empty())
        return;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto offset = static_cast<std::size_t>(part.data() - m_bytes.data());
    const std::size_t begin = offset / page * page; // the mapping begins at a page
    // Only an advice: where it is not taken, the memory stays in use until the file is closed.
    ::madvise(const_cast<std::byte*>(m_bytes.data()) + begin, offset + part.size() - begin,
              MADV_DONTNEED);
}

MappedFile::~MappedFile()
{
    // munmap's interface is not const; the pages themselves are read-only.
    ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

} // namespace imprint::engine
