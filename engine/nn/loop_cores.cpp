#include "engine/nn/loop_cores.h"

#include <ATen/Parallel.h>

#include <omp.h> // LibTorch's own OpenMP: declarations alone, no code here is compiled for it

// Of the MKL in LibTorch, whose headers the wheel does not bring: threads of matrix products of the calling thread.
extern "C" int MKL_Set_Num_Threads_Local(int threads);

namespace imprint::engine {

void useLoopCores(int cores)
{
    (void)at::
        get_num_threads(); // what LibTorch sets when it is first asked, it would set later, over ours
    ::omp_set_num_threads(cores);
    ::MKL_Set_Num_Threads_Local(1);
}

} // namespace imprint::engine
