#include "app/session/live_run.h"

#include "app/outputs/privacy_card.h"
#include "app/session/compared_session.h"
#include "app/session/standby_picture.h"
#include "audio/dsp/level_window.h"
#include "audio/realtime/engine_feed.h"
#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace imprint::app {
namespace {

static_assert(kLiveSampleRate == audio::kLiveSampleRate); // what outputs take is what is heard

constexpr std::int64_t kVoiceSeconds = 10; // longer than any delay
constexpr int kComparisonLeadSeconds = 1;  // in which two sessions are opened
constexpr std::size_t kRateSeconds = 4;    // over which frames per second are measured
constexpr std::size_t kMadeFrames = 24; // that wait to be shown, of a video that is made of words

LiveRun::Format formatOf(const SessionInfo& info, const LiveSettings& settings)
{
    return {.width = settings.width > 0 ? settings.width : info.width,
            .height = settings.height > 0 ? settings.height : info.height,
            .framesPerSecond = info.framesPerSecond,
            .firstBlockFrames = info.firstBlockFrames,
            .blockFrames = info.blockFrames,
            .lookAheadFrames = info.lookAheadFrames,
            .origin = info.origin};
}

/// As outputs take pictures.
std::shared_ptr<const VideoFrame> cardOf(const LiveRun::Format& format, const std::string& words)
{
    FrameFinisher finisher(format.width, format.height,
                           {.width = format.width,
                            .height = format.height,
                            .framesPerSecond = format.framesPerSecond});
    return finisher.finish(drawPrivacyCard(format.width, format.height, words));
}

FinishSettings finishOf(const LiveRun::Format& format, const LiveSettings& settings)
{
    return {.width = format.width,
            .height = format.height,
            .motion = settings.motion,
            .framesPerSecond = format.framesPerSecond};
}

SteadyTime laterByMs(SteadyTime time, double ms)
{
    return time + std::chrono::duration_cast<SteadyTime::duration>(
                      std::chrono::duration<double, std::milli>(ms));
}

} // namespace

SessionConfig liveDefaults(const ModelInfo& model)
{
    SessionConfig config = model.defaults;
    config.blockLatents = model.liveBlockLatents;
    return withFixedSettings(model, config);
}

LiveRun::LiveRun(ConnectEngine connect, SessionRequest request,
                 std::unique_ptr<audio::LiveSource> source, const LiveSettings& settings,
                 std::shared_ptr<TakeWriter> take)
    : m_connect(std::move(connect))
    , m_settings(settings)
    , m_source(std::move(source))
    , m_voice(settings.voice)
    , m_clock(kLiveSampleRate)
    , m_line(kVoiceSeconds * kLiveSampleRate)
    , m_engine(
          m_connect, std::move(request), [this](const VideoFrame& frame) { takeFrame(frame); },
          [this] { wake(); }, {.take = std::move(take), .silentSeconds = settings.wordSeconds})
    , m_format(formatOf(m_engine.info(), settings))
    , m_finisher(m_engine.info().width, m_engine.info().height, finishOf(m_format, settings))
    , m_schedule({.framesPerSecond = m_format.framesPerSecond,
                  .minDelayMs = settings.minDelayMs,
                  .maxDelayMs = settings.maxDelayMs})
    , m_card(cardOf(m_format, settings.cardWords))
    , m_paused(settings.wordSeconds.has_value())
{
    m_engine.start();
    if (settings.wordSeconds) {
        m_shower = std::jthread([this](std::stop_token stop) { showMade(std::move(stop)); });
        return;
    }
    m_shower = std::jthread([this](std::stop_token stop) { show(std::move(stop)); });
    m_listener = std::jthread([this](std::stop_token stop) { listen(std::move(stop)); });
}

LiveRun::~LiveRun()
{
    stop();
}

void LiveRun::stop()
{
    m_listener.request_stop();
    m_shower.request_stop();
    m_ending.request_stop();
    if (m_listener.joinable())
        m_listener.join();
    if (m_shower.joinable())
        m_shower.join();
    endComparison();
    m_engine.stop();
}

void LiveRun::addOutput(std::shared_ptr<LiveOutput> output)
{
    const std::scoped_lock lock(m_mutex);
    m_outputs.push_back(std::move(output));
}

void LiveRun::removeOutput(const LiveOutput& output)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_outputs, [&](const auto& one) { return one.get() == &output; });
}

void LiveRun::listen(std::stop_token stop)
{
    audio::EngineFeed feed;
    audio::LevelWindow recent;
    std::int64_t samples = 0;
    try {
        while (auto piece = m_source->next(stop)) {
            samples += static_cast<std::int64_t>(piece->size());
            m_clock.observe(samples, std::chrono::steady_clock::now());
            const std::vector<float> voice = m_voice.process(std::move(*piece));
            m_line.append(voice);
            hear(feed.take(voice));
            const std::scoped_lock lock(m_mutex);
            m_stats.level = recent.add(m_voice.level());
        }
    } catch (const Error& error) { // a file that broke off; the run ends as if it were over
        log(LogLevel::Error, error.oneLine());
    }
    m_line.finish();
    m_engine.finishSound();
    if (const auto other = compared())
        other->finishSound();
    m_soundEnded = true;
}

void LiveRun::hear(AudioBlock block)
{
    std::shared_ptr<ComparedSession> other;
    {
        const std::scoped_lock lock(m_mutex);
        m_heard = block.firstSample + static_cast<std::int64_t>(block.samples.size());
        other = m_compared;
    }
    if (other)
        other->pushSound(block);
    m_engine.pushSound(std::move(block));
}

double LiveRun::latenessMs(const VideoFrame& frame) const
{
    const SteadyTime spoken =
        m_clock.timeOf(frame.index * kLiveSampleRate / m_format.framesPerSecond);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - spoken)
        .count();
}

void LiveRun::takeFrame(const VideoFrame& frame)
{
    if (m_settings.wordSeconds) {
        auto finished = m_finisher.finish(frame);
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, m_ending.get_token(), [&] { return m_made.size() < kMadeFrames; });
        m_made.push_back(std::move(finished));
        m_changed.notify_all();
        return;
    }
    const double lateness = latenessMs(frame);
    m_schedule.put(m_finisher.finish(frame), lateness);
    wake();
}

void LiveRun::compare(SessionRequest shown, SessionRequest other)
{
    if (m_settings.wordSeconds)
        throw Error(ErrorCode::Unsupported,
                    "videos that are made of words cannot be compared while they are made",
                    "Make both, one after the other, and record them");
    endComparison();
    std::int64_t first = 0; // in the future, so that both are there when its sound comes
    {
        const std::scoped_lock lock(m_mutex);
        first = m_heard * m_format.framesPerSecond / kEngineSampleRate +
                kComparisonLeadSeconds * m_format.framesPerSecond;
    }
    other.live = true;
    other.size = shown.size;
    auto session = std::make_shared<ComparedSession>(
        m_connect, std::move(other), first, finishOf(m_format, m_settings),
        [this](const VideoFrame& frame) { m_schedule.noteBeside(frame, latenessMs(frame)); });
    m_engine.reset(std::move(shown), first);
    const std::scoped_lock lock(m_mutex);
    m_compared = std::move(session);
}

std::shared_ptr<TakeWriter> LiveRun::startTake(const std::string& folder, const std::string& model)
{
    std::shared_ptr<TakeWriter> take;
    m_engine.startTake([&](const SessionRequest& request) {
        take = std::make_shared<TakeWriter>(
            folder,
            TakeHeader{.model = model,
                       .size = request.size,
                       .sway = m_settings.motion == CameraMotion::Sway},
            request);
        return take;
    });
    return take;
}

void LiveRun::endComparison()
{
    std::shared_ptr<ComparedSession> ended;
    {
        const std::scoped_lock lock(m_mutex);
        ended.swap(m_compared);
    }
    if (ended)
        ended->stop(); // here: who shows pictures may hold it for a moment longer, and never waits
}

std::shared_ptr<ComparedSession> LiveRun::compared() const
{
    const std::scoped_lock lock(m_mutex);
    return m_compared;
}

void LiveRun::wake()
{
    const std::scoped_lock lock(m_mutex);
    m_changed.notify_all();
}

/// Returns false if there will be none.
bool LiveRun::waitForFirst(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [&] { return m_schedule.firstIndex() >= 0 || m_engine.finished(); });
    return m_schedule.firstIndex() >= 0 && !stop.stop_requested();
}

/// Returns false when the run is to stop.
bool LiveRun::waitUntil(SteadyTime time, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_until(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// Whether the sound is over by this frame.
bool LiveRun::endsBefore(std::int64_t index) const
{
    return m_soundEnded && index * kLiveSampleRate >= m_line.end() * m_format.framesPerSecond;
}

void LiveRun::show(std::stop_token stop)
{
    const std::int64_t perFrame = kLiveSampleRate / m_format.framesPerSecond;
    const bool any = waitForFirst(stop);
    for (std::int64_t index = m_schedule.firstIndex(); any && !endsBefore(index); ++index) {
        const SteadyTime due =
            laterByMs(m_clock.timeOf(index * perFrame), m_schedule.stats().delayMs);
        if (!waitUntil(due, stop))
            return;
        push(makeMoment(index));
    }
    const std::scoped_lock lock(m_mutex);
    m_stats.ended = !stop.stop_requested();
    m_changed.notify_all();
}

/// Of a video that is made of words.
void LiveRun::showMade(std::stop_token stop)
{
    const auto perFrame = std::chrono::duration_cast<SteadyTime::duration>(
        std::chrono::duration<double>(1.0 / m_format.framesPerSecond));
    SteadyTime due = std::chrono::steady_clock::now();
    for (std::int64_t index = 0;; ++index) {
        auto moment = nextMade(stop);
        if (!moment || !waitUntil(due, stop))
            break;
        due = std::max(due, std::chrono::steady_clock::now()) + perFrame;
        moment->index = index;
        count(*moment, false);
        push(moment);
    }
    const std::scoped_lock lock(m_mutex);
    m_stats.ended = !stop.stop_requested();
    m_changed.notify_all();
}

/// The next picture once it is there, without its number; null when there will be none. While the card is shown it comes at once,
/// again and again, and the pictures wait.
std::shared_ptr<LiveMoment> LiveRun::nextMade(std::stop_token stop)
{
    auto moment = std::make_shared<LiveMoment>();
    moment->sound.assign(static_cast<std::size_t>(kLiveSampleRate / m_format.framesPerSecond),
                         0.0F);
    const auto over = [&] { return m_made.empty() && m_engine.finished(); };
    const auto ready = [&] { return !m_made.empty() && !m_paused; };
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (!m_changed.wait(lock, stop, [&] { return m_panic || m_hid || ready() || over(); }))
            return nullptr;
        moment->repeated = m_panic || (m_hid && m_shown);
        m_hid = m_panic;
        moment->frame = m_shown ? m_shown : m_card;
        if (moment->repeated)
            return moment;
        if (ready())
            break;
        if (over())
            return nullptr;
    }
    m_shown = std::move(m_made.front());
    m_made.pop_front();
    m_changed.notify_all();
    moment->frame = m_shown;
    return moment;
}

/// Decides and pushes at once: nothing slips past a panic.
void LiveRun::push(const std::shared_ptr<const LiveMoment>& moment)
{
    const std::scoped_lock lock(m_mutex);
    const auto shown = m_panic ? cardMoment(*moment) : moment;
    for (const auto& output : m_outputs)
        output->push(shown);
}

std::shared_ptr<const LiveMoment> LiveRun::makeMoment(std::int64_t index)
{
    const std::int64_t perFrame = kLiveSampleRate / m_format.framesPerSecond;
    auto moment = std::make_shared<LiveMoment>();
    moment->index = index;
    moment->sound = m_line.read(index * perFrame, perFrame);
    const ScheduledPicture picture = m_schedule.take(index);
    const bool paused = m_paused;
    if (paused)
        std::fill(moment->sound.begin(), moment->sound.end(), 0.0F);
    else if (picture.frame != m_shown) {
        m_shown = picture.frame;
        m_standby.reset();
    }
    const bool standby = picture.stalled && !paused;
    if (standby && !m_standby)
        m_standby = makeStandbyPicture(*m_shown);
    moment->frame = standby ? m_standby : m_shown;
    moment->repeated = picture.repeated || paused;
    if (const auto other = compared())
        moment->compared = other->picture(index);
    count(*moment, standby);
    return moment;
}

std::shared_ptr<const LiveMoment> LiveRun::cardMoment(const LiveMoment& hidden) const
{
    auto moment = std::make_shared<LiveMoment>();
    moment->index = hidden.index;
    moment->frame = m_card;
    moment->repeated = true;
    moment->sound.assign(hidden.sound.size(), 0.0F);
    return moment;
}

void LiveRun::setPanic(bool panic)
{
    const std::scoped_lock lock(m_mutex);
    m_panic = panic;
    m_changed.notify_all();
}

void LiveRun::setPaused(bool paused)
{
    m_paused = paused;
    wake();
}

void LiveRun::count(const LiveMoment& moment, bool standby)
{
    const std::scoped_lock lock(m_mutex);
    ++m_stats.moments;
    m_stats.standby += standby ? 1 : 0;
    m_fresh.push_back(!moment.repeated);
    if (m_fresh.size() > kRateSeconds * static_cast<std::size_t>(m_format.framesPerSecond))
        m_fresh.pop_front();
}

double LiveRun::shownSeconds() const
{
    const std::scoped_lock lock(m_mutex);
    return static_cast<double>(m_stats.moments) / m_format.framesPerSecond;
}

bool LiveRun::waitForEnd(std::chrono::milliseconds patience) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, patience, [&] { return m_stats.ended; });
}

audio::VoiceLevel LiveRun::level() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stats.level;
}

LiveStats LiveRun::stats() const
{
    LiveStats stats;
    {
        const std::scoped_lock lock(m_mutex);
        stats = m_stats;
        stats.panic = m_panic;
        const auto fresh = static_cast<double>(std::count(m_fresh.begin(), m_fresh.end(), true));
        if (!m_fresh.empty())
            stats.framesPerSecond =
                fresh * m_format.framesPerSecond / static_cast<double>(m_fresh.size());
    }
    if (m_settings.wordSeconds) {
        stats.wantedFrames =
            firstUnitFrom(std::llround(*m_settings.wordSeconds * kEngineSampleRate),
                          kEngineSampleRate, m_format.framesPerSecond);
        const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_begun;
        stats.framesPerSecond = static_cast<double>(stats.moments) / since.count();
    }
    stats.seconds = static_cast<double>(stats.moments) / m_format.framesPerSecond;
    stats.schedule = m_schedule.stats();
    stats.missingSamples = m_line.missing();
    if (m_source)
        stats.source = m_source->status();
    stats.engine = m_engine.status();
    stats.session = m_engine.stats();
    stats.paused = m_paused;
    if (const auto other = compared()) {
        const LiveEngine& engine = other->engine();
        stats.compared = {.together = engine.firstFrame() == m_engine.firstFrame(),
                          .engine = engine.status(),
                          .session = engine.stats(),
                          .ledger = engine.ledger()};
    }
    return stats;
}

} // namespace imprint::app
