#include "engine/link/server/served_engine.h"

#include "engine/core/fitting_model.h"
#include "engine/core/log.h"
#include "engine/link/protocol.h"
#include "engine/link/server/private_file.h"
#include "engine/link/server/served_session.h"
#include "engine/link/server/worker.h"
#include "engine/link/wire_values.h"

#include <kj/debug.h>

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <array>
#include <utility>

namespace imprint::link {
namespace {

/// Compares in a time that tells nothing of either text.
bool sameToken(const std::string& expected, const std::string& given)
{
    const auto digest = [](const std::string& text) {
        std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};
        SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data());
        return bytes;
    };
    const auto a = digest(expected);
    const auto b = digest(given);
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void requireContentFits(std::size_t bytes, const char* what)
{
    if (bytes > kLargestContentBytes)
        throw Error(ErrorCode::Unsupported,
                    concat(what, " of ", bytes, " bytes does not fit into a message"),
                    concat("At most ", kLargestContentBytes, " bytes do"));
}

/// Answers a call: the failure, or what `fill` makes of the value.
template <class Context, class T, class Fill>
void answer(Context& context, Outcome<T> outcome, Fill&& fill)
{
    // Conversion may fail too (a persona too large for a message): that is an answer as well.
    Outcome<Done> done = attempt([&] {
        fill(context.getResults(), valueOf(std::move(outcome)));
        return Done{};
    });
    if (const Failure* failure = std::get_if<Failure>(&done))
        write(context.initResults().initFailure(), *failure);
}

/// Owns a served session for the capabilities that the client holds; ends it away from the loop. Thread: the loop's.
class SessionKeeper {
public:
    SessionKeeper(House& house, std::unique_ptr<ServedSession> session)
        : m_house(house)
        , m_session(std::move(session))
    {
    }
    SessionKeeper(const SessionKeeper&) = delete;
    SessionKeeper& operator=(const SessionKeeper&) = delete;
    ~SessionKeeper()
    {
        m_session->hangUp();
        m_house.closer.later([session = std::shared_ptr<ServedSession>(std::move(m_session))] {});
    }

    ServedSession* operator->() const { return m_session.get(); }

private:
    House& m_house;
    std::unique_ptr<ServedSession> m_session;
};

class SoundServer final : public wire::SoundSink::Server {
public:
    explicit SoundServer(std::shared_ptr<SessionKeeper> session)
        : m_session(std::move(session))
    {
    }

    kj::Promise<void> push(PushContext context) override
    {
        context.allowCancellation(); // else a client that is gone keeps its session for ever
        const auto params = context.getParams();
        AudioBlock block{.firstSample = params.getFirstSample(),
                         .samples = readSound(params.getSamples())};
        context.releaseParams();
        return (*m_session)
            ->sound()
            .run([&session = (*m_session)->session(), block = std::move(block)] {
                session.pushAudio(block); // false: it has ended, which the client is told elsewhere
                return Done{};
            })
            .then([](Outcome<Done>&& pushed) { refuseFailure(pushed); });
    }

    kj::Promise<void> finish(FinishContext context) override
    {
        context.allowCancellation();
        return (*m_session)
            ->sound()
            .run([&session = (*m_session)->session()] {
                session.finishAudio();
                return Done{};
            })
            .then([](Outcome<Done>&& finished) { refuseFailure(finished); });
    }

private:
    /// A stream has no results: a broken one is broken for good.
    static void refuseFailure(const Outcome<Done>& outcome)
    {
        if (const Failure* failure = std::get_if<Failure>(&outcome))
            kj::throwRecoverableException(KJ_EXCEPTION(FAILED, failure->message.c_str()));
    }

    std::shared_ptr<SessionKeeper> m_session;
};

class SessionServer final : public wire::Session::Server {
public:
    explicit SessionServer(std::shared_ptr<SessionKeeper> session)
        : m_session(std::move(session))
    {
    }

    kj::Promise<void> update(UpdateContext context) override
    {
        return reply(
            context,
            [&session = session(), texts = read(context.getParams().getConfig())] {
                return session.update(settingsFromTexts<SessionConfig>(texts));
            },
            [](auto results, std::int64_t block) { results.setBlock(block); });
    }

    kj::Promise<void> stats(StatsContext context) override
    {
        return reply(
            context, [&session = session()] { return toTexts(session.stats()); },
            [](auto results, const FieldTexts& texts) {
                write(results.initStats(static_cast<unsigned>(texts.size())), texts);
            });
    }

    kj::Promise<void> ledger(LedgerContext context) override
    {
        return reply(
            context, [&session = session()] { return toTexts(session.ledger()); },
            [](auto results, const FieldTexts& texts) {
                write(results.initLedger(static_cast<unsigned>(texts.size())), texts);
            });
    }

    kj::Promise<void> savePersona(SavePersonaContext context) override
    {
        return reply(
            context,
            [&session = session(), name = text(context.getParams().getName())] {
                const PrivateFile file;
                return file.named(name, [&] {
                    session.savePersona(file.path());
                    return file.read();
                });
            },
            [](auto results, const Bytes& persona) {
                requireContentFits(persona.size(), "a persona");
                results.setPersona(asData(persona));
            });
    }

    kj::Promise<void> stop(StopContext context) override
    {
        context.allowCancellation();
        return (*m_session)
            ->calls()
            .run([&session = session()] {
                session.stop();
                return Done{};
            })
            .ignoreResult();
    }

private:
    // Jobs refer to the session itself, which waits for them: this object may be gone before.
    EngineSession& session() const { return (*m_session)->session(); }

    template <class Context, class Job, class Fill>
    kj::Promise<void> reply(Context context, Job job, Fill fill)
    {
        context.allowCancellation();
        return (*m_session)
            ->calls()
            .run(std::move(job))
            .then([context, fill](auto&& outcome) mutable {
                answer(context, std::move(outcome), fill);
            });
    }

    std::shared_ptr<SessionKeeper> m_session;
};

/// What one client has of its own: a thread for what takes long, which ends away from the loop.
class Desk {
public:
    explicit Desk(House& house)
        : m_house(house)
        , m_worker(std::make_unique<Worker>(house.loop))
    {
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk()
    {
        m_house.closer.later([worker = std::shared_ptr<Worker>(std::move(m_worker))] {});
    }

    House& house() const { return m_house; }
    Worker& worker() const { return *m_worker; }

private:
    House& m_house;
    std::unique_ptr<Worker> m_worker;
};

/// A session as a job opens it: if nobody fetches it, it still ends away from the loop.
using OpenedSession = std::shared_ptr<EngineSession>;

OpenedSession openSession(const EngineModel& model, RequestOnTheWire wanted, Closer& closer)
{
    SessionRequest& request = wanted.request;
    std::unique_ptr<EngineSession> opened;
    if (request.persona.empty()) {
        opened = model.open(request);
    } else {
        const PrivateFile file;
        file.write(wanted.persona);
        opened = file.named(std::exchange(request.persona, file.path()),
                            [&] { return model.open(request); });
    }
    return {opened.release(), [&closer](EngineSession* session) {
                closer.later([owned = std::shared_ptr<EngineSession>(session)] {});
            }};
}

class ModelServer final : public wire::Model::Server {
public:
    ModelServer(std::shared_ptr<Desk> desk, std::shared_ptr<const EngineModel> model)
        : m_desk(std::move(desk))
        , m_model(std::move(model))
    {
    }

    kj::Promise<void> forecast(ForecastContext context) override
    {
        context.allowCancellation();
        auto request = attempt([&] { return read(context.getParams().getRequest()).request; });
        return m_desk->worker()
            .run([model = m_model, request = std::move(request),
                  seconds = context.getParams().getSeconds()] {
                return toTexts(model->forecast(valueOf(request), seconds));
            })
            .then([context](Outcome<FieldTexts>&& outcome) mutable {
                answer(context, std::move(outcome), [](auto results, const FieldTexts& texts) {
                    write(results.initLedger(static_cast<unsigned>(texts.size())), texts);
                });
            });
    }

    kj::Promise<void> fit(FitContext context) override
    {
        context.allowCancellation();
        auto request = attempt([&] { return read(context.getParams().getRequest()).request; });
        return m_desk->worker()
            .run([model = m_model, request = std::move(request),
                  wanted = read(context.getParams().getWish())] {
                return fitToMemory(*model, valueOf(request), wanted.seconds, wanted.wish);
            })
            .then([context](Outcome<FittedSettings>&& outcome) mutable {
                answer(context, std::move(outcome), [](auto results, const FittedSettings& fitted) {
                    const FieldTexts texts = toTexts(fitted.config);
                    write(results.initConfig(static_cast<unsigned>(texts.size())), texts);
                    auto turned = results.initTurned(static_cast<unsigned>(fitted.turned.size()));
                    for (unsigned i = 0; i < turned.size(); ++i)
                        turned.set(i, fitted.turned[i].c_str());
                });
            });
    }

    kj::Promise<void> open(OpenContext context) override
    {
        context.allowCancellation();
        auto request = attempt([&] { return read(context.getParams().getRequest()); });
        auto receiver = context.getParams().getReceiver();
        context.releaseParams();
        return m_desk->worker()
            .run([model = m_model, request = std::move(request), &closer = m_desk->house().closer] {
                return openSession(*model, valueOf(request), closer);
            })
            .then([desk = m_desk, context,
                   receiver = kj::mv(receiver)](Outcome<OpenedSession>&& outcome) mutable {
                answer(context, std::move(outcome), [&](auto results, OpenedSession opened) {
                    House& house = desk->house();
                    const auto keeper = std::make_shared<SessionKeeper>(
                        house, std::make_unique<ServedSession>(house.loop, std::move(opened),
                                                               kj::mv(receiver)));
                    write(results.initInfo(), (*keeper)->info());
                    results.setSession(kj::heap<SessionServer>(keeper));
                    results.setSound(kj::heap<SoundServer>(keeper));
                });
            });
    }

private:
    std::shared_ptr<Desk> m_desk;
    std::shared_ptr<const EngineModel> m_model;
};

class EngineRoom final : public wire::Engine::Server {
public:
    EngineRoom(House& house, Acquaintance& visitor, const kj::MonotonicClock& clock)
        : m_desk(std::make_shared<Desk>(house))
        , m_visitor(visitor)
        , m_clock(clock)
    {
    }

    kj::Promise<void> ping(PingContext) override
    {
        m_visitor.lastHeard = m_clock.now();
        return kj::READY_NOW;
    }

    kj::Promise<void> load(LoadContext context) override
    {
        context.allowCancellation();
        const auto params = context.getParams();
        return m_desk->worker()
            .run([&shelf = m_desk->house().shelf, model = text(params.getModel()),
                  device = text(params.getDevice())] { return shelf.take(model, device); })
            .then([desk = m_desk,
                   context](Outcome<std::shared_ptr<const EngineModel>>&& outcome) mutable {
                answer(context, std::move(outcome), [&](auto results, auto model) {
                    write(results.initInfo(), model->info());
                    results.setModel(kj::heap<ModelServer>(desk, model));
                });
            });
    }

private:
    std::shared_ptr<Desk> m_desk;
    Acquaintance& m_visitor;
    const kj::MonotonicClock& m_clock;
};

class DoorServer final : public wire::Door::Server {
public:
    DoorServer(House& house, Acquaintance& visitor, const kj::MonotonicClock& clock)
        : m_house(house)
        , m_visitor(visitor)
        , m_clock(clock)
    {
    }

    kj::Promise<void> hello(HelloContext context) override
    {
        const auto hello = context.getParams().getHello();
        answer(context, attempt([&] { return requireWelcome(hello); }), [&](auto results, Done) {
            m_visitor.welcomed = true;
            m_visitor.lastHeard = m_clock.now();
            results.setEngine(kj::heap<EngineRoom>(m_house, m_visitor, m_clock));
        });
        context.getResults().setVersion(m_house.version.c_str());
        return kj::READY_NOW;
    }

private:
    Done requireWelcome(wire::Hello::Reader hello)
    {
        if (m_visitor.welcomed || m_visitor.refused)
            throw Error(ErrorCode::BadInput, "the engine was greeted twice");
        m_visitor.refused = true; // unless everything is right
        if (hello.getProtocol() != kProtocolVersion)
            throw Error(ErrorCode::Unsupported,
                        concat("the engine (Imprint ", m_house.version, ") speaks version ",
                               kProtocolVersion, " of the link, this program (Imprint ",
                               text(hello.getVersion()), ") version ", hello.getProtocol()),
                        "Use the same version of Imprint on both sides");
        if (!sameToken(m_visitor.token, text(hello.getToken()))) {
            log(LogLevel::Warning, "a client with a wrong token was refused");
            throw Error(ErrorCode::BadInput, "the engine refused the token",
                        "It must be the one in the file that the engine was started with");
        }
        m_visitor.refused = false;
        return {};
    }

    House& m_house;
    Acquaintance& m_visitor;
    const kj::MonotonicClock& m_clock;
};

} // namespace

wire::Door::Client makeDoor(House& house, Acquaintance& visitor, const kj::MonotonicClock& clock)
{
    return kj::heap<DoorServer>(house, visitor, clock);
}

} // namespace imprint::link
