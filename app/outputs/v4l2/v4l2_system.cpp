#include "app/outputs/v4l2/v4l2_system.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace imprint::app {

int KernelV4l2::open(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

void KernelV4l2::close(int descriptor)
{
    ::close(descriptor);
}

int KernelV4l2::control(int descriptor, unsigned long request, void* argument)
{
    int result = 0;
    do {
        result = ::ioctl(descriptor, request, argument);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

void* KernelV4l2::map(int descriptor, std::size_t length, std::size_t offset)
{
    void* const address = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor,
                                 static_cast<off_t>(offset));
    return address == MAP_FAILED ? nullptr : address;
}

void KernelV4l2::unmap(void* address, std::size_t length)
{
    ::munmap(address, length);
}

} // namespace imprint::app
