// Stands in for malloc and the mutex of the C library, and counts the calls from inside a real-time section. A test program of its
// own, without sanitizers, which stand there themselves.
#include "app/outputs/sound_feed.h"

#include <catch2/catch.hpp>

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* old, std::size_t size);

namespace {

thread_local bool inRealTime = false;
std::atomic<int> forbidden = 0;

void count()
{
    if (inRealTime)
        forbidden.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

extern "C" void* malloc(std::size_t size)
{
    count();
    return __libc_malloc(size);
}

extern "C" void* calloc(std::size_t number, std::size_t size)
{
    count();
    return __libc_calloc(number, size);
}

extern "C" void* realloc(void* old, std::size_t size)
{
    count();
    return __libc_realloc(old, size);
}

extern "C" int pthread_mutex_lock(pthread_mutex_t* mutex)
{
    count();
    static const auto real =
        reinterpret_cast<int (*)(pthread_mutex_t*)>(::dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    return real(mutex);
}

using imprint::app::SoundFeed;

TEST_CASE("Real-time calls: the counter sees allocations and locks", "[microphone]")
{
    std::mutex mutex;
    forbidden = 0;
    inRealTime = true;
    const auto memory = std::make_unique<int>(1);
    {
        const std::scoped_lock lock(mutex);
    }
    inRealTime = false;
    REQUIRE(forbidden >= 2);
}

TEST_CASE("Real-time calls: the microphone's callback allocates nothing and takes no lock",
          "[microphone]")
{
    SoundFeed feed(48000);
    forbidden = 0;
    std::jthread graph([&](std::stop_token stop) {
        std::vector<float> piece(512);
        inRealTime = true;
        while (!stop.stop_requested()) // also starved: pulled faster than pushed
            feed.pull(piece, std::chrono::steady_clock::now());
        inRealTime = false;
    });
    const std::vector<float> moment(1920, 0.1F);
    for (int index = 0; index < 300; ++index) {
        if (index % 50 == 0)
            feed.setListening(index % 100 == 0);
        feed.push(moment, std::chrono::steady_clock::now());
    }
    graph.request_stop();
    graph.join();
    REQUIRE(forbidden == 0);
}
