#include "engine/link/client/remote_session.h"

#include "engine/core/whole_file.h"
#include "engine/link/client/frame_inbox.h"

#include <atomic>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

namespace imprint::link {
namespace {

/// What the engine pushes its frames into.
class ReceiverServer final : public wire::FrameReceiver::Server {
public:
    explicit ReceiverServer(std::shared_ptr<FrameInbox> inbox)
        : m_inbox(std::move(inbox))
    {
    }

    kj::Promise<void> frame(FrameContext context) override
    {
        auto frame = attempt([&] { return read(context.getParams().getFrame()); });
        context.releaseParams();
        if (const Failure* failure = std::get_if<Failure>(&frame)) {
            m_inbox->fail(*failure);
            return kj::READY_NOW;
        }
        return m_inbox->put(std::get<1>(std::move(frame)));
    }

    kj::Promise<void> end(EndContext context) override
    {
        const auto params = context.getParams();
        if (params.hasFailure())
            m_inbox->fail(read(params.getFailure()));
        else
            m_inbox->end();
        return kj::READY_NOW;
    }

private:
    std::shared_ptr<FrameInbox> m_inbox;
};

struct OpenedSession {
    RemoteEnd<wire::Session> session;
    RemoteEnd<wire::SoundSink> sound;
    SessionInfo info;
};

class RemoteSession : public EngineSession {
public:
    RemoteSession(std::shared_ptr<LinkConnection> connection, std::shared_ptr<FrameInbox> inbox,
                  OpenedSession opened)
        : m_connection(std::move(connection))
        , m_inbox(std::move(inbox))
        , m_session(std::move(opened.session))
        , m_sound(std::move(opened.sound))
        , m_info(opened.info)
    {
    }

    ~RemoteSession() override
    {
        RemoteSession::stop();
        m_connection->loop().post([inbox = std::move(m_inbox)] {}); // which ends there
    }

    const SessionInfo& info() const override { return m_info; }

    bool pushAudio(AudioBlock block) override
    {
        if (m_finished || !m_inbox->open())
            return false;
        const auto pushed = m_connection->ask<Done>([sound = m_sound, block = std::move(block)] {
            auto call = sound->client.pushRequest();
            call.setFirstSample(block.firstSample);
            call.setSamples(soundBytes(block.samples));
            return call.send().then([]() -> Outcome<Done> { return Done{}; });
        });
        return std::holds_alternative<Done>(pushed) && m_inbox->open();
    }

    void finishAudio() override
    {
        if (m_finished.exchange(true))
            return;
        // Nobody waits for it: it stands behind the sound that is still on its way.
        m_connection->ask<Done>(
            [&loop = m_connection->loop(), sound = m_sound]() -> kj::Promise<Outcome<Done>> {
                loop.spawn(sound->client.finishRequest().send().ignoreResult());
                return Outcome<Done>(Done{});
            });
    }

    std::int64_t update(const SessionConfig& config) override
    {
        validate(config);
        return valueOf(
            m_connection->ask<std::int64_t>([session = m_session, texts = toTexts(config)] {
                auto call = session->client.updateRequest();
                write(call.initConfig(static_cast<unsigned>(texts.size())), texts);
                return call.send().then([](capnp::Response<wire::Session::UpdateResults>&& answer) {
                    return answerOf(answer, [&] { return answer.getBlock(); });
                });
            }));
    }

    std::shared_ptr<const VideoFrame> nextFrame() override { return m_inbox->next(); }

    SessionStats stats() const override
    {
        return valueOf(m_connection->ask<SessionStats>([session = m_session] {
            return session->client.statsRequest().send().then(
                [](capnp::Response<wire::Session::StatsResults>&& answer) {
                    return answerOf(
                        answer, [&] { return fromTexts<SessionStats>(read(answer.getStats())); });
                });
        }));
    }

    Ledger ledger() const override
    {
        return valueOf(m_connection->ask<Ledger>([session = m_session] {
            return session->client.ledgerRequest().send().then(
                [](capnp::Response<wire::Session::LedgerResults>&& answer) {
                    return answerOf(answer,
                                    [&] { return fromTexts<Ledger>(read(answer.getLedger())); });
                });
        }));
    }

    void savePersona(const std::string& path) override
    {
        const Bytes persona = valueOf(m_connection->ask<Bytes>([session = m_session, path] {
            auto call = session->client.savePersonaRequest();
            call.setName(path.c_str());
            return call.send().then(
                [](capnp::Response<wire::Session::SavePersonaResults>&& answer) {
                    return answerOf(answer, [&] { return bytes(answer.getPersona()); });
                });
        }));
        writeWholeFile(path, [&](std::ostream& file) {
            file.write(reinterpret_cast<const char*>(persona.data()),
                       static_cast<std::streamsize>(persona.size()));
        });
    }

    void stop() override
    {
        m_inbox->stop();
        // An engine that is gone has stopped.
        m_connection->ask<Done>([link = m_connection.get(), session = m_session] {
            auto stopped = session->client.stopRequest().send().ignoreResult();
            return link->whenStopped(kj::mv(stopped)).then([]() -> Outcome<Done> {
                return Done{};
            });
        });
    }

private:
    std::shared_ptr<LinkConnection> m_connection; // ends last
    std::shared_ptr<FrameInbox> m_inbox;
    RemoteEnd<wire::Session> m_session;
    RemoteEnd<wire::SoundSink> m_sound;
    SessionInfo m_info;
    std::atomic<bool> m_finished = false;
};

} // namespace

std::unique_ptr<EngineSession> openRemoteSession(std::shared_ptr<LinkConnection> connection,
                                                 const RemoteEnd<wire::Model>& model,
                                                 RequestOnTheWire request)
{
    LinkConnection& link = *connection;
    auto inbox = std::make_shared<FrameInbox>(link.loop());
    auto opened = link.ask<OpenedSession>([&link, model, inbox, wanted = std::move(request)] {
        link.watchOver(inbox);
        auto call = model->client.openRequest();
        write(call.initRequest(), wanted);
        call.setReceiver(kj::heap<ReceiverServer>(inbox));
        return call.send().then([&link](capnp::Response<wire::Model::OpenResults>&& answer) {
            return answerOf(answer, [&] {
                return OpenedSession{remoteEnd<wire::Session>(link.loop(), answer.getSession()),
                                     remoteEnd<wire::SoundSink>(link.loop(), answer.getSound()),
                                     read(answer.getInfo())};
            });
        });
    });
    if (const Failure* failure = std::get_if<Failure>(&opened)) {
        link.loop().post([inbox = std::move(inbox)] {});
        raise(*failure);
    }
    return std::make_unique<RemoteSession>(std::move(connection), std::move(inbox),
                                           std::get<1>(std::move(opened)));
}

} // namespace imprint::link
