#pragma once

#include <cstddef>
#include <string>

namespace imprint::app {

/// The calls of the system that a V4L2 device needs, so that a test can stand in for the kernel. Errors are returned as the
/// kernel does: negative error numbers. Thread: any.
class V4l2System {
public:
    virtual ~V4l2System() = default;

    virtual int open(const std::string& path) = 0; ///< a descriptor, not blocking
    virtual void close(int descriptor) = 0;
    virtual int control(int descriptor, unsigned long request, void* argument) = 0;
    virtual void* map(int descriptor, std::size_t length, std::size_t offset) = 0; ///< null: failed
    virtual void unmap(void* address, std::size_t length) = 0;
};

/// The real one.
class KernelV4l2 final : public V4l2System {
public:
    int open(const std::string& path) override;
    void close(int descriptor) override;
    int control(int descriptor, unsigned long request, void* argument) override;
    void* map(int descriptor, std::size_t length, std::size_t offset) override;
    void unmap(void* address, std::size_t length) override;
};

} // namespace imprint::app
