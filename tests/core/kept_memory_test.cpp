#include "engine/core/kept_memory.h"

#include <catch2/catch.hpp>

#include <sys/resource.h>

#include <cstddef>
#include <thread>
#include <vector>

using namespace imprint;

namespace {

constexpr std::size_t kBuffers = 8;
constexpr std::size_t kPages = 256; // of each
constexpr std::size_t kPageBytes = 4096;
constexpr int kRounds = 50;

/// As a stage works: some buffers for each block, given back before the next. Returns the page faults of its thread.
long faultsOfWork()
{
    long faults = 0;
    std::thread([&faults] {
        rusage before{};
        getrusage(RUSAGE_THREAD, &before);
        for (int round = 0; round < kRounds; ++round)
            std::vector<std::vector<std::byte>>(kBuffers,
                                                std::vector<std::byte>(kPages * kPageBytes));
        rusage after{};
        getrusage(RUSAGE_THREAD, &after);
        faults = after.ru_minflt - before.ru_minflt;
    }).join();
    return faults;
}

} // namespace

TEST_CASE("keepFreedMemory: what a thread gave back it has again without the system", "[core]")
{
    keepFreedMemory();
    // Its pages once, or twice; without, 50 times.
    CHECK(faultsOfWork() < 3 * static_cast<long>(kBuffers * kPages));
}
