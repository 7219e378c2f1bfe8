#include "tests/audio/watched_calls.h"

#include <dlfcn.h>
#include <pthread.h>

#include <cstddef>

namespace {

thread_local bool watching = false;
thread_local int memoryCalls = 0;
thread_local int lockCalls = 0;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

constexpr bool kAvailable = true;

void noteMemory()
{
    if (watching)
        ++memoryCalls;
}

using Lock = int (*)(pthread_mutex_t*);

Lock realLock()
{
    // Constant initialisation: found anew by whoever comes before it is set, which is harmless.
    static Lock found = nullptr;
    if (found == nullptr)
        found = reinterpret_cast<Lock>(::dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    return found;
}

} // namespace

extern "C" {

// glibc's own names of the functions behind these.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size)
{
    noteMemory();
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size)
{
    noteMemory();
    return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size)
{
    noteMemory();
    return __libc_realloc(memory, size);
}

void free(void* memory)
{
    noteMemory();
    __libc_free(memory);
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept
{
    if (watching)
        ++lockCalls;
    return realLock()(mutex);
}

} // extern "C"

#else

constexpr bool kAvailable = false;

} // namespace

#endif

namespace imprint::test {

bool WatchedCalls::isAvailable()
{
    return kAvailable;
}

WatchedCalls::WatchedCalls()
{
    memoryCalls = 0;
    lockCalls = 0;
    watching = true;
}

WatchedCalls::~WatchedCalls()
{
    watching = false;
}

int WatchedCalls::memory() const
{
    return memoryCalls;
}

int WatchedCalls::locks() const
{
    return lockCalls;
}

} // namespace imprint::test
