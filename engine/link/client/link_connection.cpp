#include "engine/link/client/link_connection.h"

#include "engine/link/host_port.h"
#include "engine/link/protocol.h"
#include "engine/link/tls/tls_context.h"
#include "engine/link/tls/tls_stream.h"
#include "engine/link/wire_values.h"

#include <capnp/rpc-twoparty.h>
#include <kj/timer.h>

#include <algorithm>
#include <utility>

namespace imprint::link {
namespace {

/// A child has to load its libraries first, which can take long from a cold disk.
constexpr std::chrono::milliseconds kChildStart{60'000};
constexpr std::chrono::milliseconds kLastWords{500};

kj::Duration toKj(std::chrono::milliseconds time)
{
    return time.count() * kj::MILLISECONDS;
}

capnp::ReaderOptions readerOptions()
{
    capnp::ReaderOptions options;
    options.traversalLimitInWords = kLargestMessageBytes / sizeof(capnp::word);
    return options;
}

std::string textOf(const kj::Exception& problem)
{
    return problem.getDescription().cStr();
}

} // namespace

struct LinkConnection::Wires {
    explicit Wires(kj::Own<kj::AsyncIoStream> plugged)
        : stream(kj::mv(plugged))
        , network(*stream, capnp::rpc::twoparty::Side::CLIENT, readerOptions())
        , rpc(capnp::makeRpcClient(network))
    {
    }

    wire::Door::Client door()
    {
        capnp::word scratch[4]{};
        capnp::MallocMessageBuilder message(scratch);
        auto server = message.getRoot<capnp::rpc::twoparty::VatId>();
        server.setSide(capnp::rpc::twoparty::Side::SERVER);
        return rpc.bootstrap(server).castAs<wire::Door>();
    }

    kj::Own<kj::AsyncIoStream> stream;
    capnp::TwoPartyVatNetwork network;
    capnp::RpcSystem<capnp::rpc::twoparty::VatId> rpc;
    kj::Maybe<wire::Engine::Client> engine;
    kj::Promise<void> ended = nullptr;
    kj::Promise<void> beating = nullptr;
};

LinkConnection::LinkConnection(EngineHeartbeat heartbeat)
    : m_heartbeat(heartbeat)
{
}

LinkConnection::~LinkConnection()
{
    m_loop.run([this] {
        m_wires.reset(); // the engine sees the socket closed, and ends
        m_child.reset(); // waits for that; on the thread that started it, which must outlive it
    });
}

void LinkConnection::startChild(const EngineProgram& program)
{
    m_name = "the engine process";
    const auto started = ask<int>([this, program]() -> kj::Promise<Outcome<int>> {
        return attempt([&] {
            m_child = std::make_unique<ChildEngine>(program);
            return static_cast<int>(m_child->pid());
        });
    });
    m_processId = valueOf(started);
    greet(
        [this]() -> Plug {
            return m_loop.io().lowLevelProvider->wrapSocketFd(
                m_child->takeSocket(), kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
        },
        "", kChildStart);
}

void LinkConnection::connectTo(const EngineAddress& address)
{
    const HostPort where = parseHostPort(address.address);
    m_name = "the engine at " + toString(where);
    if (!address.fingerprint.empty() || !address.authorityFile.empty() || !isLoopback(where))
        m_tls =
            std::make_unique<TlsClient>(ServerTrust{address.fingerprint, address.authorityFile});
    greet(
        [this, where]() -> Plug {
            auto& network = m_loop.io().provider->getNetwork();
            return network.parseAddress(toString(where).c_str())
                .then([](kj::Own<kj::NetworkAddress>&& found) {
                    auto connecting = found->connect();
                    return connecting.attach(kj::mv(found));
                })
                .then([this, host = where.host](kj::Own<kj::AsyncIoStream>&& plain) -> Plug {
                    if (!m_tls)
                        return kj::mv(plain);
                    return secured(kj::mv(plain), m_tls->connection(host));
                });
        },
        address.token, kHelloTime);
}

void LinkConnection::useSocket(int descriptor)
{
    greet(
        [this, descriptor]() -> Plug {
            return m_loop.io().lowLevelProvider->wrapSocketFd(
                descriptor, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
        },
        "", kHelloTime);
}

template <class MakePlug>
void LinkConnection::greet(MakePlug makePlug, const std::string& token,
                           std::chrono::milliseconds patience)
{
    valueOf(ask<Done>([this, makePlug = std::move(makePlug), token, patience]() mutable {
        auto greeted = makePlug().then([this, token](kj::Own<kj::AsyncIoStream>&& stream) {
            return exchangeHello(kj::mv(stream), token);
        });
        auto& timer = m_loop.io().provider->getTimer();
        return timer.timeoutAfter(toKj(patience), kj::mv(greeted))
            .catch_(
                [this](kj::Exception&& problem) -> Outcome<Done> { return unreachable(problem); });
    }));
}

kj::Promise<Outcome<Done>> LinkConnection::exchangeHello(kj::Own<kj::AsyncIoStream> stream,
                                                         const std::string& token)
{
    m_wires = std::make_unique<Wires>(kj::mv(stream));
    m_wires->ended = m_wires->network.onDisconnect()
                         .then([this] { fail(lostFailure()); })
                         .eagerlyEvaluate(nullptr);
    auto request = m_wires->door().helloRequest();
    auto hello = request.initHello();
    hello.setProtocol(kProtocolVersion);
    hello.setVersion(IMPRINT_VERSION);
    hello.setToken(token.c_str());
    return request.send().then(
        [this](capnp::Response<wire::Door::HelloResults>&& welcome) -> Outcome<Done> {
            if (welcome.hasFailure())
                return read(welcome.getFailure());
            m_wires->engine = welcome.getEngine();
            m_wires->beating = beat().eagerlyEvaluate(nullptr);
            m_alive = true;
            return Done{};
        });
}

/// The watch over an engine that is still there and does nothing.
kj::Promise<void> LinkConnection::beat()
{
    if (m_unanswered > m_heartbeat.missed) {
        hang();
        return kj::READY_NOW;
    }
    // One ping at a time: a full socket is not made fuller.
    if (m_unanswered++ == 0)
        m_loop.spawn(engine().pingRequest().send().ignoreResult().then(
            [this] { m_unanswered = 0; },
            [](kj::Exception&&) {})); // a broken link is seen elsewhere
    return m_loop.io().provider->getTimer().afterDelay(toKj(m_heartbeat.beat)).then([this] {
        return beat();
    });
}

void LinkConnection::hang()
{
    if (m_child)
        m_child->end(std::chrono::milliseconds::zero()); // kills it
    fail({ErrorCode::Io, concat(m_name, " does not answer"), "Start it again"});
}

kj::Promise<void> LinkConnection::whenStopped(kj::Promise<void> done)
{
    auto& timer = m_loop.io().provider->getTimer();
    return timer.timeoutAfter(toKj(m_heartbeat.stopping), kj::mv(done))
        .catch_([this](kj::Exception&& problem) {
            if (problem.getType() == kj::Exception::Type::OVERLOADED)
                hang();
            kj::throwRecoverableException(kj::mv(problem));
        });
}

wire::Engine::Client& LinkConnection::engine()
{
    return KJ_ASSERT_NONNULL(m_wires->engine);
}

void LinkConnection::watchOver(const std::shared_ptr<FrameInbox>& inbox)
{
    std::erase_if(m_inboxes, [](const auto& known) { return known.expired(); });
    m_inboxes.push_back(inbox);
    if (m_failure)
        inbox->fail(*m_failure);
}

Failure LinkConnection::unreachable(const kj::Exception& problem)
{
    if (m_failure)
        return *m_failure;
    if (m_child)
        return problem.getType() == kj::Exception::Type::DISCONNECTED
                   ? fail(lostFailure())
                   : fail({ErrorCode::Io, concat(m_name, " does not answer"), "Start it again"});
    return fail({ErrorCode::Io, concat(m_name, " cannot be reached: ", textOf(problem)),
                 "Check the address, the certificate, and that the engine listens there"});
}

/// What an exception of kj means for the call that it broke.
Failure LinkConnection::explain(const kj::Exception& problem)
{
    if (m_failure)
        return *m_failure;
    if (problem.getType() == kj::Exception::Type::DISCONNECTED)
        return fail(lostFailure());
    if (problem.getType() == kj::Exception::Type::UNIMPLEMENTED)
        return {ErrorCode::Unsupported, concat(m_name, " cannot do this: it is of another version"),
                "Use the same version of Imprint on both sides"};
    return {ErrorCode::Internal, concat(m_name, " failed: ", textOf(problem)),
            "This is a bug in Imprint; please report it"};
}

Failure LinkConnection::lostFailure()
{
    if (m_child)
        return {ErrorCode::Io, concat(m_name, " ", m_child->end(kLastWords)),
                "Start it again; its log may say why"};
    return {ErrorCode::Io, concat("the connection to ", m_name, " was lost"),
            "Check the network and the engine's log"};
}

/// From now on every call fails; those that wait are woken. The first reason counts.
const Failure& LinkConnection::fail(Failure failure)
{
    if (m_failure)
        return *m_failure;
    m_failure = std::move(failure);
    m_alive = false;
    for (const auto& watched : m_inboxes)
        if (const auto inbox = watched.lock())
            inbox->fail(*m_failure);
    // Not here and now: one of its own promises may be what called.
    m_loop.post([wires = std::move(m_wires)] {});
    return *m_failure;
}

} // namespace imprint::link
