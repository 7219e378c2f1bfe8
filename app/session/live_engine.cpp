#include "app/session/live_engine.h"

#include "app/session/moved_frame.h"
#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace imprint::app {
namespace {

/// Two seconds of sound in pieces of 10 ms: an engine that takes none for so long is not alive.
constexpr std::size_t kSoundPieces = 200;
constexpr std::int64_t kSilentPiece = 1600; // samples
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{2000};
/// A session that gave so many frames worked: what ended it came later.
constexpr std::int64_t kFramesOfSuccess = 25;

std::int64_t samplesPerFrame(const SessionInfo& info)
{
    return kEngineSampleRate / info.framesPerSecond;
}

} // namespace

LiveEngine::LiveEngine(ConnectEngine connect, SessionRequest request, TakeFrame takeFrame,
                       Finished whenFinished, const LiveEngineExtras& extras)
    : m_connect(std::move(connect))
    , m_takeFrame(std::move(takeFrame))
    , m_whenFinished(std::move(whenFinished))
    , m_silentSeconds(extras.silentSeconds)
    , m_request(std::move(request))
    , m_take(extras.take)
    , m_notBefore(extras.notBefore)
    , m_sound(kSoundPieces)
{
    m_request.live = !m_silentSeconds;
    m_first = open();
}

LiveEngine::~LiveEngine()
{
    stop();
}

void LiveEngine::start()
{
    IMPRINT_ASSERT(!m_thread.joinable(), "started twice");
    m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

LiveEngine::Opened LiveEngine::open()
{
    SessionRequest request;
    int count = 0;
    {
        const std::scoped_lock lock(m_mutex);
        request = m_request;
        count = m_requestCount;
    }
    std::shared_ptr<EngineSession> session = m_connect()->open(request);
    std::unique_lock lock(m_mutex);
    // Something else is wanted meanwhile: this session ends as it begins.
    if (count != m_requestCount || request.config != m_request.config) {
        lock.unlock();
        session->stop();
        lock.lock();
    } else {
        m_requestBefore.reset();
    }
    m_info = session->info();
    m_session = session;
    m_status.running = true;
    m_status.trouble.clear();
    const std::int64_t perFrame = samplesPerFrame(m_info);
    const std::int64_t firstFrame = std::max((m_pushed + perFrame - 1) / perFrame, m_notBefore);
    m_firstFrame = firstFrame;
    m_sessionTake = m_take;
    if (m_take)
        m_numberInTake = m_take->begun(firstFrame, m_info, request.config);
    return {.session = std::move(session),
            .firstFrame = firstFrame,
            .take = m_take,
            .numberInTake = m_numberInTake,
            .resets = m_resets};
}

void LiveEngine::run(std::stop_token stop)
{
    std::optional<Opened> opened = std::exchange(m_first, {});
    std::chrono::milliseconds pause = kFirstPause;
    while (opened) {
        if (runSession(*opened, stop) > kFramesOfSuccess)
            pause = kFirstPause;
        askFigures(*opened->session);
        opened.reset();
        {
            const std::scoped_lock lock(m_mutex);
            m_session.reset();
            m_status.running = false;
            m_finished = m_soundEnded;
        }
        if (!finished())
            opened = reopen(pause, stop);
    }
    if (finished())
        m_whenFinished();
}

/// Returns how many frames it gave.
std::int64_t LiveEngine::runSession(const Opened& opened, std::stop_token stop)
{
    const std::jthread feeder(
        [&](std::stop_token ended) { feedUntilEnd(opened, std::move(ended)); });
    const std::stop_callback stopSession(stop, [&] { opened.session->stop(); });
    std::int64_t frames = 0;
    try {
        while (const auto frame = opened.session->nextFrame()) {
            if (opened.take)
                opened.take->made(opened.numberInTake, *frame);
            m_takeFrame(moved(*frame, opened.firstFrame, m_info.framesPerSecond));
            noteSilent(opened, ++frames);
        }
    } catch (const Error& error) {
        fail(error);
    }
    opened.session->stop(); // frees the feeder
    return frames;
}

/// Where nobody is heard the sound goes on with the frames of each session, and is over with the last one of the video.
void LiveEngine::noteSilent(const Opened& opened, std::int64_t frames)
{
    if (!m_silentSeconds)
        return;
    const std::scoped_lock lock(m_mutex);
    m_pushed = (opened.firstFrame + frames) * samplesPerFrame(m_info);
    const std::int64_t whole =
        firstUnitFrom(silentSamples(), kEngineSampleRate, m_info.framesPerSecond);
    m_soundEnded = m_soundEnded || (frames == whole && opened.resets == m_resets);
}

std::int64_t LiveEngine::silentSamples() const
{
    return std::llround(m_silentSeconds.value_or(0) * kEngineSampleRate);
}

/// Entry of the feeder's thread: the reader of the session's frames meets the same failure, and reports it.
void LiveEngine::feedUntilEnd(const Opened& opened, std::stop_token stop)
{
    try {
        m_silentSeconds ? feedSilence(opened, std::move(stop)) : feed(opened, std::move(stop));
    } catch (const Error& error) {
        log(LogLevel::Debug, error.oneLine());
    }
}

void LiveEngine::feed(const Opened& opened, std::stop_token stop)
{
    const std::int64_t first = opened.firstFrame * samplesPerFrame(m_info);
    std::int64_t next = first; // of the run
    while (auto block = m_sound.popWait(stop)) {
        const std::int64_t end =
            block->firstSample + static_cast<std::int64_t>(block->samples.size());
        if (opened.take)
            opened.take->heard(*block);
        if (end <= next)
            continue; // from before this session
        std::vector<float> samples(static_cast<std::size_t>(end - next), 0.0F);
        const std::int64_t missing = std::max<std::int64_t>(0, block->firstSample - next);
        std::copy(block->samples.end() - static_cast<std::ptrdiff_t>(end - next - missing),
                  block->samples.end(), samples.begin() + static_cast<std::ptrdiff_t>(missing));
        if (!opened.session->pushAudio(
                {.firstSample = next - first, .samples = std::move(samples)}))
            return;
        next = end;
        if (missing > 0) {
            const std::scoped_lock lock(m_mutex);
            m_status.lostSamples += missing;
        }
    }
    if (!stop.stop_requested())
        opened.session->finishAudio();
}

void LiveEngine::feedSilence(const Opened& opened, std::stop_token stop)
{
    const std::int64_t end = silentSamples();
    for (std::int64_t next = 0; next < end; next += kSilentPiece) {
        const std::int64_t count = std::min(kSilentPiece, end - next);
        AudioBlock block{.firstSample = next,
                         .samples = std::vector<float>(static_cast<std::size_t>(count), 0.0F)};
        if (opened.take) {
            AudioBlock ofRun = block;
            ofRun.firstSample += opened.firstFrame * samplesPerFrame(m_info);
            opened.take->heard(std::move(ofRun));
        }
        if (stop.stop_requested() || !opened.session->pushAudio(std::move(block)))
            return;
    }
    opened.session->finishAudio();
}

/// pause  how long to wait first; longer the next time
std::optional<LiveEngine::Opened> LiveEngine::reopen(std::chrono::milliseconds& pause,
                                                     std::stop_token stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, pause, [] { return false; });
        }
        pause = std::min(2 * pause, kLongestPause);
        if (stop.stop_requested())
            break;
        try {
            return open();
        } catch (const Error& error) {
            if (!takeBack(error))
                fail(error);
        }
    }
    return std::nullopt;
}

/// A person that no engine can open is not tried for ever.
bool LiveEngine::takeBack(const Error& error)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_requestBefore ||
        error.code() == ErrorCode::Io) // else the engine is gone, whoever is wanted
        return false;
    m_request = *std::exchange(m_requestBefore, std::nullopt);
    m_status.refused = error.oneLine();
    return true;
}

void LiveEngine::fail(const Error& error)
{
    log(LogLevel::Warning, concat("the engine failed and is started again: ", error.oneLine()));
    const std::scoped_lock lock(m_mutex);
    m_status.trouble = error.oneLine();
    ++m_status.failures;
    if (m_silentSeconds && error.code() != ErrorCode::Io) // it would come again
        m_soundEnded = true;
}

void LiveEngine::pushSound(AudioBlock block)
{
    {
        const std::scoped_lock lock(m_mutex);
        IMPRINT_ASSERT(block.firstSample >= m_pushed, block.firstSample, " after ", m_pushed);
        m_pushed = block.firstSample + static_cast<std::int64_t>(block.samples.size());
    }
    m_sound.pushDropOldest(std::move(block));
}

void LiveEngine::finishSound()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_soundEnded = true;
    }
    m_sound.close();
}

bool LiveEngine::finished() const
{
    const std::scoped_lock lock(m_mutex);
    return m_finished;
}

void LiveEngine::update(const SessionConfig& config)
{
    const std::scoped_lock updateLock(m_updateMutex);
    std::shared_ptr<EngineSession> running;
    std::shared_ptr<TakeWriter> take;
    TakeChange change;
    {
        const std::scoped_lock lock(m_mutex);
        running = m_session;
        take = m_sessionTake;
        change.session = m_numberInTake;
    }
    try {
        if (running) {
            change.block = running->update(config);
            if (take)
                take->changed(change, config);
        }
    } catch (const Error& error) {
        if (error.code() !=
            ErrorCode::Io) // else the engine is gone, and the next one begins with them
            throw;
    }
    const std::scoped_lock lock(m_mutex);
    m_request.config = config;
    if (m_requestBefore)
        m_requestBefore->config = config;
}

void LiveEngine::reset()
{
    std::shared_ptr<EngineSession> running;
    {
        const std::scoped_lock lock(m_mutex);
        ++m_resets;
        running = m_session;
    }
    if (running)
        running->stop();
}

void LiveEngine::reset(SessionRequest request, std::int64_t notBefore)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto take = std::exchange(m_take, nullptr))
            take->end("another person came in");
        request.live = !m_silentSeconds;
        request.size = m_request.size;
        if (!m_requestBefore)
            m_requestBefore = m_request;
        m_request = std::move(request);
        m_notBefore = notBefore;
        ++m_requestCount;
        m_status.refused.clear();
    }
    reset();
}

void LiveEngine::startTake(const BeginTake& begin)
{
    const std::scoped_lock updateLock(
        m_updateMutex); // no change between what begin sees and its session
    SessionRequest request;
    {
        const std::scoped_lock lock(m_mutex);
        request = m_request;
    }
    std::shared_ptr<TakeWriter> take = begin(request);
    {
        const std::scoped_lock lock(m_mutex);
        m_take = std::move(take);
    }
    reset();
}

void LiveEngine::endTake()
{
    const std::scoped_lock lock(m_mutex);
    m_take.reset();
}

void LiveEngine::savePersona(const std::string& path)
{
    const auto running = session();
    if (!running)
        throw Error(ErrorCode::Io,
                    concat("no engine runs whose person could be saved as '", path, "'"),
                    "Wait until it is back, then save again");
    running->savePersona(path);
}

std::int64_t LiveEngine::firstFrame() const
{
    const std::scoped_lock lock(m_mutex);
    return m_firstFrame;
}

LiveEngineStatus LiveEngine::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

/// A session whose engine is gone knows nothing; what was known before stays.
void LiveEngine::askFigures(EngineSession& session) const
{
    try {
        SessionStats stats = session.stats();
        Ledger ledger = session.ledger();
        const std::scoped_lock lock(m_mutex);
        m_lastStats = std::move(stats);
        m_lastLedger = std::move(ledger);
    } catch (const Error& error) { // the reader of its frames reports it
        log(LogLevel::Debug, error.oneLine());
    }
}

SessionStats LiveEngine::stats() const
{
    if (const auto running = session())
        askFigures(*running);
    const std::scoped_lock lock(m_mutex);
    return m_lastStats;
}

Ledger LiveEngine::ledger() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lastLedger;
}

std::shared_ptr<EngineSession> LiveEngine::session() const
{
    const std::scoped_lock lock(m_mutex);
    return m_session;
}

void LiveEngine::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace imprint::app
