#include "engine/link/engine.capnp.h"
#include "tests/link/linked_engine.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>

#include <thread>

using namespace imprint;
using namespace imprint::test;

namespace {

namespace wire = link::wire;

/// What it was before the call was thought of: it has none at all.
class OlderModel final : public wire::Model::Server {};

class OlderEngine final : public wire::Engine::Server {
public:
    kj::Promise<void> ping(PingContext) override { return kj::READY_NOW; }
    kj::Promise<void> load(LoadContext context) override
    {
        context.getResults().setModel(kj::heap<OlderModel>());
        context.getResults().initInfo().setName("older");
        return kj::READY_NOW;
    }
};

class OlderDoor final : public wire::Door::Server {
public:
    kj::Promise<void> hello(HelloContext context) override
    {
        context.getResults().setEngine(kj::heap<OlderEngine>());
        return kj::READY_NOW;
    }
};

/// Serves one client until it is gone.
void serveOlderEngine(int descriptor)
{
    auto io = kj::setupAsyncIo();
    auto stream =
        io.lowLevelProvider->wrapSocketFd(descriptor, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
    capnp::TwoPartyVatNetwork network(*stream, capnp::rpc::twoparty::Side::SERVER);
    const auto server = capnp::makeRpcServer(network, kj::heap<OlderDoor>());
    network.onDisconnect().wait(io.waitScope);
}

} // namespace

TEST_CASE("RemoteModel: an engine that does not know a call says so, and goes on", "[link]")
{
    const auto [ours, theirs] = socketPair();
    const std::jthread older([end = theirs] { serveOlderEngine(end); });
    const EngineProcess engine = EngineProcess::over(ours);
    const auto model = engine.load("older");
    const auto problem = errorOf([&] { fitToMemory(*model, {}, 10, {.targetBytes = 1}); });
    CHECK(problem.code == ErrorCode::Unsupported);
    CHECK(problem.names("another version"));
    CHECK(engine.alive());
    const ModelInfo info = engine.load("older")->info();
    CHECK(info.name == "older");
    CHECK_FALSE(info.text); // as it was before that was told
    CHECK(info.fixedSettings.empty());
    CHECK(info.noPersona.empty());
}
