#include "engine/link/engine.capnp.h"
#include "engine/link/host_port.h"
#include "engine/link/protocol.h"
#include "engine/link/tls/certificate.h"
#include "engine/link/tls/tls_context.h"
#include "tests/link/linked_engine.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <capnp/rpc-twoparty.h>
#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::link;
using namespace imprint::test;

namespace {

const std::string kToken = "0123456789abcdef-token";

/// A server on a free port of this machine, with a certificate of its own.
struct ListeningEngine {
    explicit ListeningEngine(bool secure)
    {
        ListenSetup setup{.address = "127.0.0.1:0", .token = kToken};
        if (secure) {
            makeSelfSigned(folder / "crt", folder / "key");
            setup.identity = ServerIdentity{folder / "crt", folder / "key"};
        }
        address = server.listen(setup);
    }

    /// What a client types that does everything right.
    EngineAddress right() const
    {
        return {
            .address = address, .token = kToken, .fingerprint = fingerprintOfFile(folder / "crt")};
    }

    TemporaryFolder folder;
    std::shared_ptr<FakeWorld> world = std::make_shared<FakeWorld>();
    EngineServer server{fakeSetup(world)};
    std::string address;
};

CaughtError connecting(const EngineAddress& address)
{
    return errorOf([&] { EngineProcess::connect(address); });
}

/// Greets as a program of another time would.
std::string greet(const std::string& address, std::uint32_t protocol, const std::string& token)
{
    auto io = kj::setupAsyncIo();
    auto stream = io.provider->getNetwork()
                      .parseAddress(address.c_str())
                      .wait(io.waitScope)
                      ->connect()
                      .wait(io.waitScope);
    capnp::TwoPartyClient client(*stream);
    auto call = client.bootstrap().castAs<wire::Door>().helloRequest();
    call.initHello().setProtocol(protocol);
    call.getHello().setVersion("9.9.9");
    call.getHello().setToken(token.c_str());
    const auto answer = call.send().wait(io.waitScope);
    REQUIRE(answer.hasFailure());
    REQUIRE_FALSE(answer.hasEngine());
    return answer.getFailure().getMessage().cStr();
}

} // namespace

TEST_CASE("EngineServer: over TLS with the right token a session runs", "[link]")
{
    const ListeningEngine engine(true);
    const auto session = EngineProcess::connect(engine.right()).load("fake")->open({});
    session->pushAudio(testSound(0, 30));
    session->finishAudio();
    for (int i = 0; i < 30; ++i)
        REQUIRE(session->nextFrame()->index == i);
    REQUIRE(session->nextFrame() == nullptr);
}

TEST_CASE("EngineServer: a fingerprint may have colons and capitals", "[link]")
{
    const ListeningEngine engine(true);
    EngineAddress address = engine.right();
    const std::string pinned = address.fingerprint;
    address.fingerprint = "sha256:";
    for (std::size_t i = 0; i < pinned.size(); i += 2) // as openssl prints it
        address.fingerprint += concat(i == 0 ? "" : ":", char(std::toupper(pinned[i])),
                                      char(std::toupper(pinned[i + 1])));
    REQUIRE_FALSE(connecting(address).code.has_value());
}

TEST_CASE("EngineServer: a wrong certificate or token is refused, and nothing else suffers",
          "[link]")
{
    const ListeningEngine engine(true);
    EngineAddress address = engine.right();
    const auto running = EngineProcess::connect(address);

    address.token = "0123456789abcdef-tokem";
    const auto token = connecting(address);
    REQUIRE(token.code == ErrorCode::BadInput);
    REQUIRE(token.names("the engine refused the token"));
    address.token = "";
    REQUIRE(connecting(address).names("refused the token"));

    address = engine.right();
    address.fingerprint[5] = address.fingerprint[5] == '0' ? '1' : '0';
    const auto certificate = connecting(address);
    REQUIRE(certificate.code == ErrorCode::Io);
    REQUIRE(certificate.names("certificate"));
    address.fingerprint = "abc";
    REQUIRE(connecting(address).code == ErrorCode::BadConfig);
    // An authority that did sign it, but for another name than the address.
    address = engine.right();
    address.fingerprint.clear();
    address.authorityFile = engine.folder / "crt";
    REQUIRE(connecting(address).names("certificate"));
    // Without TLS.
    address.authorityFile.clear();
    REQUIRE(connecting(address).code == ErrorCode::Io);

    const auto model = running.load("fake");
    REQUIRE(model->info().name == "fake");
    REQUIRE(model->info().drawnFacesOnly);
    REQUIRE(eventually([&] { return engine.server.connections() == 1; }));
}

TEST_CASE("EngineServer: TLS 1.2 is refused", "[link]")
{
    const ListeningEngine engine(true);
    const auto handshake = [&](int version) {
        const SslContextPtr context(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_max_proto_version(context.get(), version);
        BIO* plain = BIO_new_connect(engine.address.c_str());
        REQUIRE(BIO_do_connect(plain) == 1);
        const SslPtr ssl(SSL_new(context.get()));
        SSL_set_bio(ssl.get(), plain, plain);
        return SSL_connect(ssl.get()) == 1;
    };
    REQUIRE(handshake(TLS1_3_VERSION));
    REQUIRE_FALSE(handshake(TLS1_2_VERSION));
}

TEST_CASE("EngineServer: another version of the link is refused by name", "[link]")
{
    const ListeningEngine engine(false);
    const std::string message = greet(engine.address, kProtocolVersion + 1, kToken);
    REQUIRE(message.find("version 2") != std::string::npos);
    REQUIRE(message.find("9.9.9") != std::string::npos);
    REQUIRE(message.find("1.2.3-test") != std::string::npos);
    REQUIRE(greet(engine.address, kProtocolVersion, "guess") == "the engine refused the token");
    // One guess per connection: it is hung up on.
    REQUIRE(eventually([&] { return engine.server.connections() == 0; }));
}

TEST_CASE("EngineServer: does not listen beyond this machine without TLS and a token", "[link]")
{
    EngineServer server(fakeSetup(std::make_shared<FakeWorld>()));
    const TemporaryFolder folder;
    makeSelfSigned(folder / "crt", folder / "key");
    const ServerIdentity identity{folder / "crt", folder / "key"};
    for (const ListenSetup& bad :
         {ListenSetup{.address = "0.0.0.0:0"}, ListenSetup{.address = "[::]:0", .token = kToken},
          ListenSetup{.address = "0.0.0.0:0", .identity = identity}}) {
        const auto refusal = errorOf([&] { server.listen(bad); });
        REQUIRE(refusal.code == ErrorCode::BadConfig);
        REQUIRE(refusal.names("without both TLS and a token"));
    }
    REQUIRE(errorOf([&] {
                server.listen({.address = "127.0.0.1:0", .token = "short"});
            }).names("can be guessed"));
    REQUIRE_FALSE(errorOf([&] {
                      server.listen(
                          {.address = "0.0.0.0:0", .token = kToken, .identity = identity});
                  }).code.has_value());
}

TEST_CASE("makeSelfSigned: a key for its owner alone, and never over another file", "[link]")
{
    const TemporaryFolder folder;
    makeSelfSigned(folder / "crt", folder / "key");
    REQUIRE(std::filesystem::status(folder / "key").permissions() ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    REQUIRE(errorOf([&] { makeSelfSigned(folder / "crt2", folder / "key"); }).code ==
            ErrorCode::Io);
    makeSelfSigned(folder / "crt3", folder / "key3");
    REQUIRE(fingerprintOfFile(folder / "crt") != fingerprintOfFile(folder / "crt3"));
    const auto mixed = errorOf([&] { TlsServer({folder / "crt", folder / "key3"}); });
    REQUIRE(mixed.code == ErrorCode::BadInput);
    REQUIRE(errorOf([&] {
                TlsServer({folder / "none", folder / "key"});
            }).code == ErrorCode::NotFound);
}

TEST_CASE("EngineProcess: an address where nobody listens is told", "[link]")
{
    std::string address;
    {
        const ListeningEngine gone(false);
        address = gone.address;
    }
    const auto nobody = connecting({.address = address, .token = kToken});
    REQUIRE(nobody.code == ErrorCode::Io);
    REQUIRE(nobody.names(address));
    for (const char* text :
         {"", "host", "host:", "host:99999", "1:2:3", "[::1]", ":80", "host:80x"})
        REQUIRE(errorOf([&] { parseHostPort(text); }).code == ErrorCode::BadConfig);
    REQUIRE(toString(parseHostPort("[::1]:7600")) == "[::1]:7600");
    REQUIRE(parseHostPort("engine.example:7600").host == "engine.example");
}
