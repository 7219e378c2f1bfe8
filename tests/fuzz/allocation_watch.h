#pragma once

#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace imprint::test {

/// Ends the process if, while it lives, more memory is in use than a reader may take for a file of `fileBytes` bytes: three
/// times the file or 4 MiB, whichever is larger (lists grow by doubling).
/// Thread: one at a time, as the fuzzer calls.
class AllocationWatch {
public:
    explicit AllocationWatch(std::size_t fileBytes)
    {
        static const int installed = __sanitizer_install_malloc_and_free_hooks(onAllocate, onFree);
        static_cast<void>(installed);
        s_left = static_cast<std::int64_t>(3 * std::max(fileBytes, std::size_t{4} << 20));
        s_watching = true;
    }
    AllocationWatch(const AllocationWatch&) = delete;
    AllocationWatch& operator=(const AllocationWatch&) = delete;
    ~AllocationWatch() { s_watching = false; }

private:
    static void onAllocate(const volatile void*, std::size_t size)
    {
        if (s_watching && (s_left -= static_cast<std::int64_t>(size)) < 0)
            std::abort();
    }

    static void onFree(const volatile void* address)
    {
        if (s_watching && address != nullptr)
            s_left += static_cast<std::int64_t>(
                __sanitizer_get_allocated_size(const_cast<const void*>(address)));
    }

    static inline std::atomic<bool> s_watching = false;
    static inline std::atomic<std::int64_t> s_left = 0;
};

} // namespace imprint::test
