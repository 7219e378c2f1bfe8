#include "engine/nn/parallel_for.h"

#include "engine/nn/loop_cores.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace imprint::engine {

void parallelFor(std::size_t count, std::size_t threads,
                 const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr problem;
    const bool infers = c10::InferenceMode::is_enabled();
    const auto run = [&] {
        const c10::InferenceMode mode(infers); // each thread's own, as is the next
        useLoopCores(1); // small matrices lose more to barriers than they gain from threads
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::scoped_lock lock(mutex);
                if (!problem)
                    problem = std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> pool;
        for (std::size_t i = 0; i < std::min(count, threads); ++i)
            pool.emplace_back(run);
    }
    if (problem)
        std::rethrow_exception(problem);
}

} // namespace imprint::engine
