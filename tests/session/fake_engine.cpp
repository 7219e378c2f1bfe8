#include "tests/session/fake_engine.h"

#include "engine/core/log.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace imprint::test {
namespace {

/// The log's library sets itself up at the first word, which must not come from two threads at once: before main it cannot.
[[maybe_unused]] const bool kLogIsOpen = (openLog(LogLevel::Error), true);

} // namespace

FakeSession::FakeSession(std::shared_ptr<FakeEngineState> state)
    : m_state(std::move(state))
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->open.push_back(this);
}

FakeSession::~FakeSession()
{
    const std::scoped_lock lock(m_state->mutex);
    std::erase(m_state->open, this);
}

bool FakeSession::pushAudio(AudioBlock block)
{
    const std::scoped_lock lock(m_mutex);
    if (block.firstSample != static_cast<std::int64_t>(m_heard.size()))
        throw Error(ErrorCode::BadInput, "the sound has a gap");
    m_heard.insert(m_heard.end(), block.samples.begin(), block.samples.end());
    m_changed.notify_all();
    return !m_stopped && !m_dead;
}

/// Behind the link every call but pushAudio and stop fails once the engine is gone.
void FakeSession::requireAlive() const
{
    if (m_dead)
        throw Error(m_deathCode, "the engine process ended (signal 9)");
}

SessionStats FakeSession::stats() const
{
    const std::scoped_lock lock(m_mutex);
    requireAlive();
    return {.frames = m_next};
}

void FakeSession::finishAudio()
{
    const std::scoped_lock lock(m_mutex);
    requireAlive();
    m_finished = true;
    m_changed.notify_all();
}

std::int64_t FakeSession::update(const SessionConfig& config)
{
    {
        const std::scoped_lock lock(m_mutex);
        requireAlive();
    }
    if (config.steps > 8)
        throw Error(ErrorCode::BadConfig, "too many steps");
    return m_next / kBlockFrames + 1;
}

std::int64_t FakeSession::framesReady() const
{
    const auto heard = static_cast<std::int64_t>(m_heard.size());
    if (m_finished)
        return (heard + kPerFrame - 1) / kPerFrame;
    const std::int64_t blocks =
        std::max<std::int64_t>(0, heard / kPerFrame - 1 - kLookAhead) / kBlockFrames;
    return 1 + blocks * kBlockFrames;
}

std::shared_ptr<const VideoFrame> FakeSession::nextFrame()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock,
                       [&] { return m_stopped || m_dead || m_finished || m_next < framesReady(); });
        requireAlive();
        if (m_stopped || m_next >= framesReady())
            return nullptr;
        auto frame = std::make_shared<VideoFrame>();
        frame->index = m_next++;
        frame->block = frame->index == 0 ? 0 : 1 + (frame->index - 1) / kBlockFrames;
        {
            const std::scoped_lock stateLock(m_state->mutex);
            if (std::count(m_state->skipped.begin(), m_state->skipped.end(), frame->block) > 0)
                continue;
        }
        frame->width = m_info.width;
        frame->height = m_info.height;
        float loudness = 0; // mean
        for (std::int64_t i = frame->index * kPerFrame; i < (frame->index + 1) * kPerFrame; ++i)
            if (i < static_cast<std::int64_t>(m_heard.size()))
                loudness += std::abs(m_heard[static_cast<std::size_t>(i)]) / kPerFrame;
        frame->data.assign(pictureBytes(PixelFormat::Rgb24, frame->width, frame->height),
                           static_cast<std::uint8_t>(std::lround(255 * std::min(loudness, 1.0F))));
        return frame;
    }
}

void FakeSession::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

void FakeSession::die(ErrorCode code)
{
    const std::scoped_lock lock(m_mutex);
    m_deathCode = code;
    m_dead = true;
    m_changed.notify_all();
}

std::unique_ptr<EngineSession> FakeEngine::open(const SessionRequest& request) const
{
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->refusals > 0) {
            --m_state->refusals;
            throw Error(ErrorCode::Io, "no engine answers");
        }
        m_state->requests.push_back(request);
        if (request.persona == kBrokenPersona)
            throw Error(ErrorCode::BadInput, "this is no persona");
    }
    return std::make_unique<FakeSession>(m_state);
}

FakeSession& openSession(FakeEngineState& state)
{
    for (;;) {
        {
            const std::scoped_lock lock(state.mutex);
            if (!state.open.empty())
                return *state.open.back();
        }
        std::this_thread::yield();
    }
}

} // namespace imprint::test
