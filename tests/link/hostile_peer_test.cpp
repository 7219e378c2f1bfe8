#include "engine/link/engine.capnp.h"
#include "engine/link/host_port.h"
#include "engine/link/protocol.h"
#include "tests/link/linked_engine.h"

#include <capnp/rpc-twoparty.h>
#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <random>
#include <vector>

using namespace imprint;
using namespace imprint::link;
using namespace imprint::test;

namespace {

using Bytes = std::vector<unsigned char>;

int connectTo(const std::string& address)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(parseHostPort(address).port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0);
    return socket;
}

void send(int socket, const Bytes& bytes)
{
    // A server that hangs up in the middle is what is wanted.
    [[maybe_unused]] const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

/// Waits until the other side hangs up; what it says meanwhile does not matter.
void waitForHangUp(int socket)
{
    std::array<char, 4096> ignored{};
    while (::recv(socket, ignored.data(), ignored.size(), 0) > 0) {
    }
}

Bytes randomBytes(std::mt19937_64& random, std::size_t size)
{
    Bytes bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<unsigned char>(random());
    return bytes;
}

/// What a client says first: asks for the door, and greets.
Bytes goodBeginning()
{
    auto io = kj::setupAsyncIo();
    const auto [ours, theirs] = socketPair();
    auto stream =
        io.lowLevelProvider->wrapSocketFd(ours, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
    Bytes bytes(1 << 16);
    {
        capnp::TwoPartyClient client(*stream);
        auto call = client.bootstrap().castAs<wire::Door>().helloRequest();
        call.initHello().setProtocol(kProtocolVersion);
        call.getHello().setToken("");
        auto sent = call.send();
        io.waitScope.poll();
        const auto size = ::recv(theirs, bytes.data(), bytes.size(), MSG_DONTWAIT);
        REQUIRE(size > 0);
        bytes.resize(static_cast<std::size_t>(size));
    }
    ::close(theirs);
    return bytes;
}

Bytes damaged(Bytes bytes, std::mt19937_64& random)
{
    for (std::uint64_t i = 1 + random() % 8; i > 0; --i)
        bytes[random() % bytes.size()] = static_cast<unsigned char>(random());
    if (random() % 4 == 0)
        bytes.resize(random() % bytes.size());
    return bytes;
}

struct OpenEngine {
    OpenEngine()
    {
        address = server.listen({.address = "127.0.0.1:0",
                                 .helloTime = std::chrono::milliseconds(2000),
                                 .clientSilence = std::chrono::milliseconds(2000)});
    }

    std::shared_ptr<FakeWorld> world = std::make_shared<FakeWorld>();
    EngineServer server{fakeSetup(world)};
    std::string address;
};

void requireAlive(const OpenEngine& engine)
{
    const auto session = EngineProcess::connect({.address = engine.address}).load("fake")->open({});
    session->pushAudio(testSound(0, 1));
    REQUIRE(session->nextFrame()->index == 0);
}

} // namespace

TEST_CASE("EngineServer: garbage ends its own connection alone", "[link]")
{
    // IMPRINT_FUZZ_SECONDS=60 is the long form.
    const char* chosen = std::getenv("IMPRINT_FUZZ_SECONDS");
    const std::chrono::seconds time(chosen == nullptr ? 3 : std::atoi(chosen));
    const OpenEngine engine;
    const auto running = EngineProcess::connect({.address = engine.address}).load("fake")->open({});
    const Bytes beginning = goodBeginning();
    std::mt19937_64 random(20261126);
    const auto end = std::chrono::steady_clock::now() + time;
    int rounds = 0;
    for (; std::chrono::steady_clock::now() < end || rounds < 20; ++rounds) {
        REQUIRE(eventually([&] { return engine.server.connections() < 12; }));
        const int socket = connectTo(engine.address);
        switch (random() % 4) {
        case 0: send(socket, randomBytes(random, 1 + random() % 4096)); break;
        case 1: send(socket, damaged(beginning, random)); break;
        case 2:
            send(socket, beginning);
            send(socket, damaged(beginning, random));
            break;
        case 3:
            send(socket, beginning);
            send(socket, randomBytes(random, 1 + random() % 512));
            break;
        }
        ::close(socket);
    }
    INFO("rounds: " << rounds);
    REQUIRE(rounds >= 20);
    REQUIRE(eventually([&] { return engine.server.connections() == 1; }));
    running->pushAudio(testSound(0, 1));
    REQUIRE(running->nextFrame()->index == 0);
    requireAlive(engine);
}

TEST_CASE("EngineServer: a message that would be too large is refused before it is read", "[link]")
{
    const OpenEngine engine;
    const int socket = connectTo(engine.address);
    // One segment of 2^31 words, 16 GiB.
    send(socket, {0, 0, 0, 0, 0, 0, 0, 0x80});
    waitForHangUp(socket);
    ::close(socket);
    requireAlive(engine);
}

TEST_CASE("EngineServer: a peer that does not greet is hung up on", "[link]")
{
    const OpenEngine engine;
    const int silent = connectTo(engine.address);
    const int halfway = connectTo(engine.address);
    send(halfway, {0, 0, 0, 0, 16, 0, 0, 0, 1});
    waitForHangUp(silent);
    waitForHangUp(halfway);
    ::close(silent);
    ::close(halfway);
    requireAlive(engine);
}

TEST_CASE("EngineServer: a client that falls silent loses its session", "[link]")
{
    const OpenEngine engine;
    {
        // Its heart never beats: as a machine that lost its power.
        const auto session = EngineProcess::connect({.address = engine.address},
                                                    {.beat = std::chrono::hours(1), .missed = 1})
                                 .load("fake")
                                 ->open({});
        REQUIRE(engine.world->openSessions == 1);
        REQUIRE(eventually([&] { return engine.world->openSessions == 0; }));
        REQUIRE_THROWS_AS(session->nextFrame(), Error);
    }
    // One that lives is kept.
    const auto living = EngineProcess::connect({.address = engine.address}).load("fake")->open({});
    std::this_thread::sleep_for(std::chrono::milliseconds(3000)); // longer than the silence allowed
    living->pushAudio(testSound(0, 1));
    REQUIRE(living->nextFrame()->index == 0);
}

TEST_CASE("EngineServer: more clients than it serves are hung up on", "[link]")
{
    const OpenEngine engine;
    std::vector<int> sockets;
    for (int i = 0; i < 40; ++i)
        sockets.push_back(connectTo(engine.address));
    REQUIRE(eventually([&] { return engine.server.connections() > 0; }));
    REQUIRE(engine.server.connections() <= 16);
    for (const int socket : sockets)
        ::close(socket);
    REQUIRE(eventually([&] { return engine.server.connections() == 0; }));
    requireAlive(engine);
}
