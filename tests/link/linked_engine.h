#pragma once

#include "engine/link/client/engine_process.h"
#include "engine/link/server/engine_server.h"
#include "tests/link/fake_engine.h"
#include "tests/support/wait_for.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace imprint::test {

/// A connected pair of sockets; whoever takes an end closes it.
std::pair<int, int> socketPair();

/// The server's setup for the fake model.
link::ServerSetup fakeSetup(const std::shared_ptr<FakeWorld>& world);

/// A server with the fake model in this process, a client of it, and a model loaded over the link.
struct LinkedEngine {
    LinkedEngine();

    std::shared_ptr<FakeWorld> world = std::make_shared<FakeWorld>();
    link::EngineServer server{fakeSetup(world)};
    std::shared_ptr<const EngineModel> model;
};

/// 16 kHz sound of so many frames, different everywhere.
AudioBlock testSound(std::int64_t firstFrame, int frames);

} // namespace imprint::test
