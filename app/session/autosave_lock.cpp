#include "app/session/autosave_lock.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kTries = 1000;

/// Whether the open file still is the one of that name: another program may have removed it in between.
bool isStillThere(int descriptor, const std::string& path)
{
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

} // namespace

AutosaveLock::AutosaveLock(int descriptor, std::string path)
    : m_descriptor(descriptor)
    , m_path(std::move(path))
{
}

std::optional<AutosaveLock> AutosaveLock::lock(const std::string& path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return std::nullopt;
    AutosaveLock lock(descriptor, path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !isStillThere(descriptor, path))
        return std::nullopt;
    return lock;
}

AutosaveLock AutosaveLock::make(const std::string& folder)
{
    int error = 0;
    for (int number = 1; number <= kTries; ++number) {
        // The number of the process is for people who look into the folder; what counts is the kernel's lock.
        const std::string name = concat(::getpid(), "-", number, kEnding);
        errno = 0;
        if (auto lock = AutosaveLock::lock((std::filesystem::path(folder) / name).string(),
                                           O_CREAT | O_EXCL))
            return std::move(*lock);
        error = errno;
        if (error != EEXIST && error != EWOULDBLOCK && error != 0 && error != ENOENT)
            break;
    }
    throw Error(ErrorCode::Io,
                concat("no file can be kept in '", folder, "': ", std::strerror(error)),
                "Check the folder, its rights and the free space");
}

std::optional<AutosaveLock> AutosaveLock::claim(const std::string& lockPath)
{
    return lock(lockPath, 0);
}

std::vector<AutosaveLock> AutosaveLock::claimAll(const std::string& folder)
{
    namespace fs = std::filesystem;
    std::vector<AutosaveLock> claimed;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().extension() == kEnding)
            if (auto lock = claim(entry->path().string()))
                claimed.push_back(std::move(*lock));
    return claimed;
}

AutosaveLock::AutosaveLock(AutosaveLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_path(std::move(other.m_path))
{
}

AutosaveLock& AutosaveLock::operator=(AutosaveLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    return *this;
}

AutosaveLock::~AutosaveLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::string AutosaveLock::filePath() const
{
    return m_path.substr(0, m_path.size() - std::strlen(kEnding)) + kFileEnding;
}

void AutosaveLock::removeBoth()
{
    std::error_code ignored; // what cannot be removed is offered once more
    std::filesystem::remove(filePath(), ignored);
    std::filesystem::remove(m_path, ignored);
}

} // namespace imprint::app
