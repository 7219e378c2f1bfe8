#include "ui/models/memory_change.h"

#include "engine/core/running_change.h"

#include <algorithm>
#include <cmath>

namespace imprint::ui {
namespace {

/// A session of less has hardly begun: what it will hold then says more.
constexpr double kShortestHorizonSeconds = 30;
/// A forecast for a younger session than this much ago is asked for anew.
constexpr double kStaleSeconds = 10;
/// Blocks that may be on their way through the stages with the old settings.
constexpr std::int64_t kBlocksOnTheirWay = 4;

std::int64_t chosenLayers(const IspaFigures& ispa)
{
    return std::count_if(ispa.layers.begin(), ispa.layers.end(),
                         [](const IspaLayerFigures& layer) { return layer.chosen; });
}

} // namespace

SessionConfig withMemorySettings(SessionConfig config, const SessionConfig& memory)
{
    config.kvPolicy = memory.kvPolicy;
    config.kvSinkFrames = memory.kvSinkFrames;
    config.kvWindowFrames = memory.kvWindowFrames;
    config.kvBits = memory.kvBits;
    config.fCap = memory.fCap;
    config.ispaLayers = memory.ispaLayers;
    config.ispaWarmup = memory.ispaWarmup;
    config.ispaSinkFrames = memory.ispaSinkFrames;
    config.ispaWindowFrames = memory.ispaWindowFrames;
    return config;
}

void MemoryChange::setRunning(const SessionConfig& running)
{
    m_wished = pending() ? withMemorySettings(running, m_wished) : running;
    m_running = running;
}

void MemoryChange::wish(const SessionConfig& wished)
{
    m_wished = withMemorySettings(m_running, wished);
    m_failure.clear();
}

ApplyWay MemoryChange::way() const
{
    return canChangeWhileRunning(m_running, m_wished) ? ApplyWay::NextBlock : ApplyWay::NewStart;
}

double MemoryChange::horizon() const
{
    return std::max(kShortestHorizonSeconds, m_seconds);
}

bool MemoryChange::knows(const MemoryForecastAsk& ask) const
{
    if (!m_answered || m_answered->running != ask.running || m_answered->wished != ask.wished)
        return false;
    return !pending() || std::abs(m_answered->seconds - ask.seconds) < kStaleSeconds;
}

std::optional<MemoryForecastAsk> MemoryChange::nextAsk()
{
    MemoryForecastAsk ask{.running = m_running, .wished = m_wished, .seconds = horizon()};
    if (m_open || knows(ask))
        return std::nullopt;
    ask.ticket = ++m_lastTicket;
    m_open = ask;
    return ask;
}

void MemoryChange::answer(const MemoryForecastAnswer& answer)
{
    if (!m_open || answer.ticket != m_open->ticket)
        return;
    m_answered = m_open;
    m_open.reset();
    m_answer = answer;
    if (answer.refusal.isEmpty())
        m_sinks = sinkBytes(answer.running, answer.runningWithoutSinks);
}

void MemoryChange::apply()
{
    if (!pending())
        return;
    m_applied = Applied{.config = m_wished,
                        .way = way(),
                        .before = m_now,
                        .beforeSeconds = m_seconds,
                        .blocks = m_blocks,
                        .restarted = m_blocks == 0};
    m_failure.clear();
    m_measured.reset();
}

void MemoryChange::applyFailed(const QString& why)
{
    m_applied.reset();
    m_failure = why;
}

bool MemoryChange::isSettled(const MemoryMoment& moment) const
{
    if (withMemorySettings(m_running, m_applied->config) != m_running)
        return false;
    if (m_applied->way == ApplyWay::NewStart && !m_applied->restarted)
        return false;
    const std::int64_t made = moment.stats.blocks - (m_applied->restarted ? 0 : m_applied->blocks);
    if (made < kBlocksOnTheirWay)
        return false;
    const IspaFigures& ispa = moment.stats.ispa;
    const int wanted = m_applied->config.ispaLayers;
    return wanted == 0 ? !ispa.absorbed : ispa.absorbed && chosenLayers(ispa) == wanted;
}

void MemoryChange::observe(const MemoryMoment& moment)
{
    // A new session counts its blocks from the start.
    if (m_applied && moment.stats.blocks < m_blocks)
        m_applied->restarted = true;
    m_now = measuredTotals(moment.ledger);
    m_seconds = moment.seconds;
    m_blocks = moment.stats.blocks;
    if (!m_applied || !isSettled(moment))
        return;
    m_measured = MemoryReport{.kind = MemoryReport::Kind::Measured,
                              .before = m_applied->before,
                              .after = m_now,
                              .seconds = m_seconds,
                              .way = m_applied->way,
                              .shorterHistory = m_applied->config.kvPolicy == CacheKind::Growing &&
                                                m_seconds < m_applied->beforeSeconds};
    m_applied.reset();
}

MemoryReport MemoryChange::report() const
{
    using Kind = MemoryReport::Kind;
    // A hand that is already at the next change sees that one.
    if (m_applied && (!pending() || m_wished == m_applied->config))
        return {.kind = Kind::Applying,
                .before = m_applied->before,
                .after = m_now,
                .seconds = m_seconds,
                .way = m_applied->way};
    if (!pending())
        return m_measured.value_or(MemoryReport{});
    if (!m_failure.isEmpty())
        return {.kind = Kind::Refused, .way = way(), .refusal = m_failure};
    if (!m_answered || m_answered->running != m_running || m_answered->wished != m_wished)
        return {.kind = Kind::Asking, .way = way()};
    if (!m_answer.refusal.isEmpty())
        return {
            .kind = Kind::Refused, .way = way(), .impossible = true, .refusal = m_answer.refusal};
    return {.kind = Kind::Predicted,
            .before = predictedTotals(m_answer.running),
            .after = predictedTotals(m_answer.wished),
            .seconds = m_answered->seconds,
            .way = way()};
}

const Ledger* MemoryChange::predicted() const
{
    return report().kind == MemoryReport::Kind::Predicted ? &m_answer.wished : nullptr;
}

MemoryTotals measuredTotals(const Ledger& ledger)
{
    return {.kv = ledger.measuredBytes(MemoryConsumer::KvCache), .all = ledger.measuredBytes()};
}

MemoryTotals predictedTotals(const Ledger& ledger)
{
    return {.kv = ledger.predictedBytes(MemoryConsumer::KvCache), .all = ledger.predictedBytes()};
}

} // namespace imprint::ui
