#include "app/train/optim/parallel.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace imprint::train {

void parallelFor(int count, int threads, const std::function<void(int)>& work)
{
    std::atomic<int> next = 0;
    std::mutex mutex;
    std::exception_ptr problem;
    const auto run = [&] {
        at::set_num_threads(1); // small matrices lose more to barriers than they gain from threads
        for (int i = next++; i < count; i = next++) {
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
        for (int i = 0; i < std::min(count, threads); ++i)
            pool.emplace_back(run);
    }
    if (problem)
        std::rethrow_exception(problem);
}

} // namespace imprint::train
