#pragma once

namespace imprint {

/// Has the allocator of this process keep freed memory up to 64 MB per arena for the next use, and ask the system for single
/// blocks only from 32 MB on: its own ceilings, which it approaches by itself only after blocks of that size were freed.
/// Without it every picture block gives back what the next one takes again, page by page: 22 000 page faults a second with
/// Pocket, 7 ms a block, and pauses of other threads while the system takes pages out of all processors.
/// Called once, in main, before any thread.
void keepFreedMemory();

} // namespace imprint
