#include "engine/core/log.h"
#include "engine/link/server/engine_server.h"
#include "engine/link/server/parent_process.h"
#include "tests/link/linked_engine.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

/// imprint-engine --child-fd N, with the fake model. "--exit N" at the end: ends at once with that code.
int main(int argc, char** argv)
{
    using namespace imprint;
    if (argc < 3 || std::strcmp(argv[1], "--child-fd") != 0)
        return 2;
    if (argc == 5 && std::strcmp(argv[3], "--exit") == 0)
        return std::atoi(argv[4]);
    link::endWithParent();
    openLog(LogLevel::Warning);
    link::EngineServer server(test::fakeSetup(std::make_shared<test::FakeWorld>()));
    server.serve(std::atoi(argv[2]));
    server.waitUntilAlone();
    return 0;
}
