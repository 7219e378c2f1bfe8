#include "engine/ispa/side_by_side.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace imprint::engine {

void forEachSideBySide(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr problem;
    const auto run = [&] {
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
    const bool infers = c10::InferenceMode::is_enabled();
    const std::size_t threads = at::get_num_threads() > 1 ? 1 : std::thread::hardware_concurrency();
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min(count, threads); ++i)
            others.emplace_back([&] {
                const c10::InferenceMode mode(infers);
                at::set_num_threads(1);
                run();
            });
        run();
    }
    if (problem)
        std::rethrow_exception(problem);
}

} // namespace imprint::engine
