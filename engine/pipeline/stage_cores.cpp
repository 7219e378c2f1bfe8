#include "engine/pipeline/stage_cores.h"

#include <ATen/Parallel.h>

#include <omp.h> // LibTorch's own OpenMP: declarations alone, no code here is compiled for it

#include <algorithm>
#include <thread>

namespace imprint::engine {
namespace {

constexpr int kMostCores = 4;

} // namespace

void useIdleCores()
{
    // LibTorch sets a thread's number itself when it is first asked for it, and would undo ours later. Its own call would
    // change that of matrix products too, which belongs to the whole process.
    (void)at::get_num_threads();
    const int there = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    ::omp_set_num_threads(std::min(there, kMostCores));
}

} // namespace imprint::engine
