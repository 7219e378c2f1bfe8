#include "engine/link/server/served_session.h"

#include "engine/link/wire_values.h"

#include <utility>

namespace imprint::link {
namespace {

Failure hungUp(const kj::Exception&)
{
    return {ErrorCode::Stopped, "the client has gone", {}};
}

} // namespace

ServedSession::ServedSession(LinkLoop& loop, std::shared_ptr<EngineSession> session,
                             wire::FrameReceiver::Client receiver)
    : m_loop(loop)
    , m_session(std::move(session))
    , m_outlet(std::make_shared<Outlet>())
    , m_sound(loop)
    , m_calls(loop)
{
    m_outlet->receiver = kj::mv(receiver);
    m_reader = std::thread([this] { readFrames(); });
}

ServedSession::~ServedSession()
{
    m_session->stop(); // ends what the workers wait for
    m_reader.join();
}

void ServedSession::hangUp()
{
    m_outlet->sending.cancel("the client has gone");
    m_outlet->receiver = nullptr;
}

void ServedSession::readFrames()
{
    sendEnd(attempt([this] {
        while (const auto frame = m_session->nextFrame())
            if (!send(frame))
                break;
        return Done{};
    }));
}

/// Returns when the client has room for the next frame; false once it has gone.
bool ServedSession::send(const std::shared_ptr<const VideoFrame>& frame)
{
    const auto sent = m_loop.ask<Done>(
        [outlet = m_outlet, frame]() -> kj::Promise<Outcome<Done>> {
            KJ_IF_MAYBE (receiver, outlet->receiver) {
                auto request = receiver->frameRequest(
                    capnp::MessageSize{frame->data.size() / sizeof(capnp::word) + 64, 0});
                write(request.initFrame(), *frame);
                return outlet->sending.wrap(request.send()).then([]() -> Outcome<Done> {
                    return Done{};
                });
            }
            return Outcome<Done>(Failure{ErrorCode::Stopped, "the client has gone", {}});
        },
        hungUp);
    return std::holds_alternative<Done>(sent);
}

void ServedSession::sendEnd(const Outcome<Done>& end)
{
    m_loop.ask<Done>(
        [outlet = m_outlet, end]() -> kj::Promise<Outcome<Done>> {
            KJ_IF_MAYBE (receiver, outlet->receiver) {
                auto request = receiver->endRequest();
                if (const Failure* failure = std::get_if<Failure>(&end))
                    write(request.initFailure(), *failure);
                return outlet->sending.wrap(request.send().ignoreResult())
                    .then([]() -> Outcome<Done> { return Done{}; });
            }
            return Outcome<Done>(Done{});
        },
        hungUp);
}

} // namespace imprint::link
