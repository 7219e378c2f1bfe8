#include "engine/core/error.h"
#include "engine/link/client/engine_process.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

/// Starts the engine named by argv[1], writes its process id to argv[2], and waits to be killed.
int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    const auto engine = imprint::EngineProcess::start({.path = argv[1]});
    std::ofstream(argv[2]) << *engine.processId() << std::flush;
    while (true)
        ::pause();
}
