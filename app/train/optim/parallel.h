#pragma once

#include <functional>

namespace imprint::train {

/// Calls work(0) … work(count - 1) on so many threads, LibTorch on one thread in each, and returns when all are done.
/// Throws what the first failing call threw.
void parallelFor(int count, int threads, const std::function<void(int)>& work);

} // namespace imprint::train
