#pragma once

namespace imprint::engine {

/// LibTorch's loops (convolutions, attention, resampling, element by element) use so many cores from now on where the calling
/// thread runs them, and its matrix products one: their last bits depend on the number. Other threads keep what they have, which
/// at::set_num_threads does not grant: it changes matrix products in all of them.
void useLoopCores(int cores);

} // namespace imprint::engine
