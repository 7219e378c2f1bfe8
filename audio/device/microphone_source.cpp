#include "audio/device/microphone_source.h"

#include <algorithm>
#include <utility>

namespace imprint::audio {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr nanoseconds kLook = 2ms; // how often the ring is looked at
constexpr nanoseconds kPatience =
    150ms; // longer than any gap of a device that works (80 ms were seen)
constexpr nanoseconds kDeadAfter = 700ms;    // without a frame
constexpr nanoseconds kFirstFrameAfter = 4s; // an idle sound server takes up to two seconds
constexpr nanoseconds kLongestLook = 50ms;   // a longer pause between two looks is our own
constexpr nanoseconds kFirstPause = 250ms;
constexpr nanoseconds kLongestPause = 2s;
constexpr nanoseconds kFirstTrialPause = 5s; // of a device that is silent
constexpr nanoseconds kLongestTrialPause = 60s;
constexpr nanoseconds kLongestTrial = 3s; // an idle sound server takes up to two seconds
constexpr double kSilentSeconds = 0.9;    // of exact zeros; it is reported within a second

nanoseconds lengthOf(std::int64_t samples, int sampleRate)
{
    return nanoseconds(samples * 1'000'000'000 / sampleRate);
}

std::size_t samplesOf(nanoseconds length)
{
    return static_cast<std::size_t>(length.count() * kLiveSampleRate / 1'000'000'000);
}

} // namespace

MicrophoneSource::MicrophoneSource(std::shared_ptr<CaptureDevices> devices, std::string name,
                                   LiveClock& clock)
    : m_name(std::move(name))
    , m_clock(clock)
    , m_opener(std::move(devices))
    , m_openPause(kFirstPause)
    , m_trialPause(kFirstTrialPause)
{
    m_status.name = m_name.empty() ? "default microphone" : m_name;
    m_opener.open(m_name);
}

MicrophoneSource::~MicrophoneSource() = default;

LiveSourceStatus MicrophoneSource::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

std::optional<std::vector<float>> MicrophoneSource::next(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        const Nanoseconds now = m_clock.now();
        work(now);
        if (m_ready.size() >= kLivePieceSamples)
            return takePiece(now);
        const Nanoseconds fillAt = m_pace.due() + (delivers() ? kPatience : 0ns);
        if (now >= fillAt)
            return fillPiece(now);
        m_clock.sleepUntil(std::min(now + kLook, fillAt), stop);
    }
    return std::nullopt;
}

/// Everything but giving out a piece; never waits.
void MicrophoneSource::work(Nanoseconds now)
{
    if (!m_pace.started()) {
        m_pace.start(now);
        m_workedAt = now;
    }
    takeOpened(now);
    if (m_device) {
        countFrames(now);
        readDevice(now);
        judgeDevice(now);
    }
    maybeOpen(now);
    m_workedAt = now;
}

void MicrophoneSource::takeOpened(Nanoseconds now)
{
    auto result = m_opener.take();
    if (!result)
        return;
    if (!result->capture) {
        if (!m_device)
            lose(result->trouble, now);
    } else if (m_device) {
        m_trial.emplace(std::move(result->capture));
        m_trialEnd = now + kLongestTrial;
    } else {
        use(CaptureReader(std::move(result->capture)));
    }
}

void MicrophoneSource::use(CaptureReader&& device)
{
    m_device.emplace(std::move(device));
    m_drift.emplace(m_device->capture().sampleRate());
    m_framesSeen = 0;
    m_lostSeen = 0;
    m_gapsSeen = 0;
    m_quiet = 0ns;
}

void MicrophoneSource::countFrames(Nanoseconds now)
{
    const Capture& capture = m_device->capture();
    const std::int64_t frames = capture.framesDelivered();
    if (frames == m_framesSeen) {
        m_quiet += std::min(now - m_workedAt, kLongestLook);
        return;
    }
    if (m_framesSeen == 0)
        arrived();
    m_framesSeen = frames;
    m_quiet = 0ns;
    m_drift->observe(now, frames);
    const std::int64_t lostNow = capture.framesLost(); // read once: the callback goes on
    const std::int64_t lost = lostNow - std::exchange(m_lostSeen, lostNow);
    m_pace.skip(lengthOf(lost, capture.sampleRate()));
    const std::int64_t gapsNow = capture.gaps();
    const std::int64_t gaps = gapsNow - std::exchange(m_gapsSeen, gapsNow);
    const std::scoped_lock lock(m_mutex);
    m_status.overruns += lost * kLiveSampleRate / capture.sampleRate();
    m_status.gaps += gaps;
    m_status.driftPpm = m_drift->ppm().value_or(0);
}

/// The first frames of a device are here.
void MicrophoneSource::arrived()
{
    m_openPause = kFirstPause;
    m_pace.forgetFilled();
    const bool cameBack = std::exchange(m_everDelivered, true);
    const std::scoped_lock lock(m_mutex);
    m_status.name = m_device->capture().deviceName();
    m_status.lost = false;
    m_status.trouble.clear();
    m_status.reopened += cameBack ? 1 : 0;
}

/// Reads until a piece is ready, so that the ring keeps the rest, and its bound, for a session that is late.
void MicrophoneSource::readDevice(Nanoseconds now)
{
    const double ready = static_cast<double>(m_ready.size()) / kLiveSampleRate;
    const auto available = std::chrono::duration<double>(ready + m_device->waitingSeconds());
    const Nanoseconds surplus =
        m_pace.surplus(now, std::chrono::duration_cast<Nanoseconds>(available));
    const std::size_t dropped = samplesOf(surplus);
    while (m_ready.size() < dropped + kLivePieceSamples && m_device->read(m_ready)) {
    }
    if (dropped > 0 && m_ready.size() >= dropped) {
        m_ready.erase(m_ready.begin(), m_ready.begin() + static_cast<std::ptrdiff_t>(dropped));
        m_pace.dropped(surplus);
    }
}

void MicrophoneSource::judgeDevice(Nanoseconds now)
{
    const Capture& capture = m_device->capture();
    if (capture.ended() && m_device->waitingSeconds() <= 0)
        loseDevice("has gone", now);
    else if (m_framesSeen > 0 && m_quiet >= kDeadAfter)
        loseDevice("has stopped delivering sound", now);
    else if (m_framesSeen == 0 && m_quiet >= kFirstFrameAfter)
        loseDevice("delivers no sound", now);
    else
        judgeSilence(now);
}

void MicrophoneSource::loseDevice(const std::string& how, Nanoseconds now)
{
    lose("the microphone '" + m_device->capture().deviceName() + "' " + how +
             ". Check its connection and the sound server; it is used again as soon as it is back",
         now);
}

void MicrophoneSource::judgeSilence(Nanoseconds now)
{
    const bool silent = m_device->heardSomething() && m_device->silentSeconds() >= kSilentSeconds;
    if (silent != std::exchange(m_silent, silent)) {
        m_trialPause = kFirstTrialPause;
        m_trialAt = now + m_trialPause;
        const std::scoped_lock lock(m_mutex);
        m_status.trouble = silent ? concat("the microphone '", m_device->capture().deviceName(),
                                           "' delivers pure silence. Check that it is connected "
                                           "and not muted")
                                  : "";
    }
    if (!m_trial)
        return;
    if (silent)
        compareTrial(now);
    else
        endTrial();
}

void MicrophoneSource::compareTrial(Nanoseconds now)
{
    std::vector<float> heard;
    while (m_trial->read(heard)) {
    }
    if (m_trial->heardSomething()) {
        m_opener.close(m_device->release());
        use(std::move(*m_trial));
        m_trial.reset();
        m_silent = false;
    } else if (now >= m_trialEnd || m_trial->capture().ended()) {
        endTrial();
        m_trialPause = std::min(2 * m_trialPause, kLongestTrialPause);
        m_trialAt = now + m_trialPause;
    }
}

void MicrophoneSource::endTrial()
{
    if (m_trial)
        m_opener.close(m_trial->release());
    m_trial.reset();
}

void MicrophoneSource::lose(const std::string& trouble, Nanoseconds now)
{
    if (m_device)
        m_opener.close(m_device->release());
    m_device.reset();
    endTrial();
    m_silent = false;
    m_openAt = now + m_openPause;
    m_openPause = std::min(2 * m_openPause, kLongestPause);
    const std::scoped_lock lock(m_mutex);
    m_status.lost = true;
    m_status.trouble = trouble;
}

void MicrophoneSource::maybeOpen(Nanoseconds now)
{
    if (m_opener.busy() || m_trial)
        return;
    if (m_device ? m_silent && now >= m_trialAt : now >= m_openAt)
        m_opener.open(m_name);
}

std::vector<float> MicrophoneSource::takePiece(Nanoseconds now)
{
    const auto end = m_ready.begin() + kLivePieceSamples;
    std::vector<float> piece(m_ready.begin(), end);
    m_ready.erase(m_ready.begin(), end);
    const bool waits = m_device && m_device->waitingSeconds() > 0;
    m_pace.delivered(now, waits ? LivePace::Rest::Waits : LivePace::Rest::Empty);
    return piece;
}

/// A piece of silence, behind what little the device still left.
std::vector<float> MicrophoneSource::fillPiece(Nanoseconds now)
{
    std::vector<float> piece = std::exchange(m_ready, {});
    const auto missing = static_cast<std::int64_t>(kLivePieceSamples - piece.size());
    piece.resize(kLivePieceSamples, 0.0F);
    const Nanoseconds lost = m_pace.giveUpBacklog(now);
    m_pace.filled(now);
    const std::scoped_lock lock(m_mutex);
    m_status.filled += missing;
    m_status.overruns += static_cast<std::int64_t>(samplesOf(lost));
    return piece;
}

} // namespace imprint::audio
