#pragma once

#include <sys/resource.h>

namespace imprint::train {

/// From now on this thread, and those it starts, let others go first: what is drawn ahead may wait, what feeds a GPU may
/// not. Linux takes the setting for a thread's own.
inline void runInBackground()
{
    constexpr int kNice = 10;
    ::setpriority(PRIO_PROCESS, 0, kNice); // in vain at worst
}

} // namespace imprint::train
