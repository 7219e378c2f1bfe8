#pragma once

#include <cstddef>
#include <functional>

namespace imprint::engine {

/// Calls work(0) … work(count - 1), each once, on so many threads of its own, LibTorch on one thread in each and in the
/// caller's inference mode; returns when all are done. work: what it does for one number depends on no other.
/// Throws what the first failing call threw.
void parallelFor(std::size_t count, std::size_t threads,
                 const std::function<void(std::size_t)>& work);

} // namespace imprint::engine
