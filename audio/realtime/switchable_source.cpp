#include "audio/realtime/switchable_source.h"

#include "engine/core/error.h"
#include "engine/core/log.h"

#include <algorithm>
#include <utility>

namespace imprint::audio {
namespace {

void addCounters(LiveSourceStatus& sum, const LiveSourceStatus& one)
{
    sum.overruns += one.overruns;
    sum.gaps += one.gaps;
    sum.filled += one.filled;
    sum.reopened += one.reopened;
}

} // namespace

SwitchableSource::SwitchableSource(std::unique_ptr<LiveSource> first, LiveClock& clock)
    : m_clock(clock)
    , m_current(std::move(first))
    , m_closer([this] {
        while (m_old.popWait({})) { // each is destroyed here
        }
    })
{
    IMPRINT_ASSERT(m_current != nullptr);
}

SwitchableSource::~SwitchableSource()
{
    m_old.close();
}

void SwitchableSource::use(std::unique_ptr<LiveSource> source)
{
    IMPRINT_ASSERT(source != nullptr);
    std::stop_source interrupt;
    {
        const std::scoped_lock lock(m_mutex);
        std::swap(m_wanted, source);
        interrupt = m_interrupt;
    }
    interrupt.request_stop();
    if (source) // was never listened to
        m_old.pushWait(std::move(source), {});
}

std::optional<std::vector<float>> SwitchableSource::next(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        std::stop_source interrupt = takeWanted();
        if (m_owed >= kLivePiece)
            return fill();
        const std::stop_callback onStop(stop, [&interrupt] { interrupt.request_stop(); });
        if (auto piece = listen(interrupt.get_token())) {
            m_lastAt = m_clock.now();
            return piece;
        }
    }
    return std::nullopt;
}

/// Exchanges the source if that is wanted. Returns what interrupts the wait for the next piece.
std::stop_source SwitchableSource::takeWanted()
{
    const Nanoseconds now = m_clock.now();
    const std::scoped_lock lock(m_mutex);
    if (m_interrupt.stop_requested())
        m_interrupt = {};
    if (!m_wanted)
        return m_interrupt;
    const LiveSourceStatus last = m_current->status();
    if (!m_old.tryPush(std::move(m_current)))
        return m_interrupt; // the old one is heard until there is room for it: tried again with each piece
    addCounters(m_past, last);
    m_current = std::move(m_wanted);
    m_trouble.clear();
    m_silence.reset();
    if (m_lastAt)
        m_owed = std::min(m_owed + now - std::exchange(*m_lastAt, now), kLongestHurry);
    return m_interrupt;
}

/// The next piece; nothing if the wait for it was interrupted.
std::optional<std::vector<float>> SwitchableSource::listen(std::stop_token stop)
{
    if (!m_silence) {
        std::string trouble;
        try {
            if (auto piece = m_current->next(stop))
                return piece;
        } catch (const Error& error) { // of this source alone: the session goes on
            trouble = error.oneLine();
            log(LogLevel::Error, trouble);
        }
        if (stop.stop_requested())
            return std::nullopt;
        m_silence.emplace(m_clock);
        const std::scoped_lock lock(m_mutex);
        m_trouble = trouble;
    }
    m_silence->wait(stop);
    if (stop.stop_requested())
        return std::nullopt;
    return std::vector<float>(kLivePieceSamples, 0.0F);
}

std::vector<float> SwitchableSource::fill()
{
    m_owed -= kLivePiece;
    const std::scoped_lock lock(m_mutex);
    m_past.filled += kLivePieceSamples;
    return std::vector<float>(kLivePieceSamples, 0.0F);
}

LiveSourceStatus SwitchableSource::status() const
{
    const std::scoped_lock lock(m_mutex);
    LiveSourceStatus status = m_current->status();
    if (m_wanted) {
        const LiveSourceStatus last = std::exchange(status, m_wanted->status());
        addCounters(status, last);
    } else if (!m_trouble.empty()) {
        status.lost = true;
        status.trouble = m_trouble;
    }
    addCounters(status, m_past);
    return status;
}

} // namespace imprint::audio
