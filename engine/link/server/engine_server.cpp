#include "engine/link/server/engine_server.h"

#include "engine/core/log.h"
#include "engine/link/engine.capnp.h"
#include "engine/link/server/listening_socket.h"
#include "engine/link/server/served_engine.h"
#include "engine/link/tls/tls_stream.h"

#include <capnp/rpc-twoparty.h>
#include <kj/async-unix.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <condition_variable>
#include <mutex>
#include <utility>

namespace imprint::link {
namespace {

/// A machine that computes for few: more clients than these are hung up on.
constexpr int kMostConnections = 16;

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

/// How long a peer may keep us waiting.
struct Patience {
    std::chrono::milliseconds hello;
    std::chrono::milliseconds silence;
};

/// One client. Thread: the loop's.
class Connection {
public:
    Connection(House& house, kj::Own<kj::AsyncIoStream> stream, std::string token, kj::Timer& timer)
        : m_timer(timer)
        , m_stream(kj::mv(stream))
        , m_visitor{.token = std::move(token), .lastHeard = timer.now()}
        , m_network(*m_stream, capnp::rpc::twoparty::Side::SERVER, readerOptions())
        , m_rpc(capnp::makeRpcServer(m_network, makeDoor(house, m_visitor, timer)))
    {
        m_rpc.setFlowLimit(kUnansweredBytes / sizeof(capnp::word));
    }

    kj::Promise<void> ended() { return m_network.onDisconnect(); }

    /// Kept when the peer has used up our patience.
    kj::Promise<void> watch(Patience patience)
    {
        constexpr std::chrono::milliseconds kToReadTheRefusal{500};
        if (m_visitor.refused)
            return m_timer.afterDelay(toKj(kToReadTheRefusal));
        if (m_network.getCurrentQueueSize() > kUnreadBytes ||
            m_network.getCurrentQueueCount() > kUnreadMessages) {
            log(LogLevel::Warning, "a client that does not read its answers was hung up on");
            return kj::READY_NOW;
        }
        if (m_timer.now() - m_visitor.lastHeard >
            toKj(m_visitor.welcomed ? patience.silence : patience.hello)) {
            log(LogLevel::Warning, m_visitor.welcomed ? "a client fell silent and was hung up on"
                                                      : "a peer that did not greet was hung up on");
            return kj::READY_NOW;
        }
        constexpr std::chrono::milliseconds kLook{100};
        return m_timer.afterDelay(toKj(kLook)).then([this, patience] { return watch(patience); });
    }

private:
    kj::Timer& m_timer;
    kj::Own<kj::AsyncIoStream> m_stream;
    Acquaintance m_visitor;
    capnp::TwoPartyVatNetwork m_network;
    capnp::RpcSystem<capnp::rpc::twoparty::VatId> m_rpc;
};

} // namespace

/// The server's half on the loop.
class EngineServer::OnLoop : private kj::TaskSet::ErrorHandler {
public:
    explicit OnLoop(House house)
        : m_house(std::move(house))
        , m_tasks(*this)
    {
    }

    void serve(int descriptor)
    {
        auto& provider = *m_house.loop.io().lowLevelProvider;
        auto stream =
            provider.wrapSocketFd(descriptor, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
        auto connection = kj::heap<Connection>(m_house, kj::mv(stream), "", timer());
        auto ended = connection->ended();
        add(ended.attach(kj::mv(connection)));
    }

    void listen(int descriptor, const ListenSetup& setup)
    {
        m_listen = setup;
        if (setup.identity)
            m_tls = std::make_unique<TlsServer>(*setup.identity);
        m_receiver = m_house.loop.io().lowLevelProvider->wrapListenSocketFd(
            descriptor, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
        m_accepting = acceptOn().eagerlyEvaluate([](kj::Exception&& problem) {
            log(LogLevel::Error,
                concat("the engine does not listen any more: ", problem.getDescription().cStr()));
        });
    }

    void waitUntilAlone()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_open == 0; });
    }

    int open() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_open;
    }

private:
    kj::Timer& timer() { return m_house.loop.io().provider->getTimer(); }

    kj::Promise<void> acceptOn()
    {
        return m_receiver->accept().then([this](kj::Own<kj::AsyncIoStream>&& stream) {
            if (open() < kMostConnections)
                add(meet(kj::mv(stream)));
            else
                log(LogLevel::Warning, "a client was hung up on: too many are connected");
            return acceptOn();
        });
    }

    kj::Promise<void> meet(kj::Own<kj::AsyncIoStream> stream)
    {
        const int yes = 1; // a small message must not wait for the answer to the one before
        stream->setsockopt(IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (!m_tls)
            return converse(kj::mv(stream));
        return timer()
            .timeoutAfter(toKj(m_listen.helloTime), secured(kj::mv(stream), m_tls->connection()))
            .then([this](kj::Own<kj::AsyncIoStream>&& safe) { return converse(kj::mv(safe)); });
    }

    kj::Promise<void> converse(kj::Own<kj::AsyncIoStream> stream)
    {
        auto connection = kj::heap<Connection>(m_house, kj::mv(stream), m_listen.token, timer());
        auto over = connection->ended().exclusiveJoin(
            connection->watch({m_listen.helloTime, m_listen.clientSilence}));
        return over.attach(kj::mv(connection));
    }

    /// Keeps a connection for its life.
    void add(kj::Promise<void> connection)
    {
        count(+1);
        m_tasks.add(connection.attach(kj::defer([this] { count(-1); })));
    }

    void count(int change)
    {
        const std::scoped_lock lock(m_mutex);
        m_open += change;
        m_changed.notify_all();
    }

    void taskFailed(kj::Exception&& problem) override
    {
        log(LogLevel::Warning,
            concat("a connection was given up: ", problem.getDescription().cStr()));
    }

    House m_house;
    ListenSetup m_listen;
    std::unique_ptr<TlsServer> m_tls; // outlives its connections
    kj::Own<kj::ConnectionReceiver> m_receiver;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_open = 0;

    kj::TaskSet m_tasks;
    kj::Promise<void> m_accepting = nullptr; // cancelled first
};

EngineServer::EngineServer(ServerSetup setup)
    : m_setup(std::move(setup))
    , m_shelf(std::make_unique<ModelShelf>(m_setup.load))
    , m_closer(std::make_unique<Closer>())
{
    m_loop.run([this] {
        m_onLoop = std::make_unique<OnLoop>(House{m_loop, *m_shelf, *m_closer, m_setup.version});
    });
}

EngineServer::~EngineServer()
{
    m_loop.run([this] { m_onLoop.reset(); });
    // Sessions that were just being opened: when all threads have ended, their results are on the loop and are dropped
    // there, which hands them to the closer.
    const auto threadsEnded = std::make_shared<Answer<Done>>();
    m_closer->later([threadsEnded] { threadsEnded->give(Done{}); });
    threadsEnded->wait();
    m_loop.run([] {});
    m_closer.reset();
}

void EngineServer::serve(int descriptor)
{
    m_loop.run([this, descriptor] { m_onLoop->serve(descriptor); });
}

std::string EngineServer::listen(const ListenSetup& setup)
{
    const HostPort address = parseHostPort(setup.address);
    if (!isLoopback(address) && (!setup.identity || setup.token.empty()))
        throw Error(ErrorCode::BadConfig,
                    concat("the engine does not listen on ", setup.address,
                           ", which other machines can reach, without both TLS and a token"),
                    "Give --certificate, --key and --token-file, or listen on 127.0.0.1");
    if (!setup.token.empty() && setup.token.size() < kShortestToken)
        throw Error(ErrorCode::BadConfig,
                    concat("the token has ", setup.token.size(), " letters, which can be guessed"),
                    concat("It must have at least ", kShortestToken));
    const ListeningSocket socket = openListeningSocket(address);
    const auto started = std::make_shared<Answer<Done>>();
    m_loop.run([this, &setup, &socket, started] {
        started->give(attempt([&] {
            m_onLoop->listen(socket.descriptor, setup);
            return Done{};
        }));
    });
    valueOf(started->wait());
    return toString(socket.address);
}

void EngineServer::waitUntilAlone()
{
    m_onLoop->waitUntilAlone();
}

int EngineServer::connections() const
{
    return m_onLoop->open();
}

} // namespace imprint::link
