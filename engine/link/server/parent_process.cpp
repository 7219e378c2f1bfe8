#include "engine/link/server/parent_process.h"

#include <sys/prctl.h>

#include <csignal>

namespace imprint::link {

void endWithParent()
{
    // A parent that was gone before is seen by its closed socket.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

} // namespace imprint::link
