#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "ui/models/memory_picture.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace imprint::ui {

/// `config` with the settings that the memory dock shows as they are in `memory`: all others are other docks' business.
SessionConfig withMemorySettings(SessionConfig config, const SessionConfig& memory);

/// How settings come into force.
enum class ApplyWay {
    NextBlock, ///< the session goes on with them
    NewStart   ///< only a new session can have them
};

/// A question that only the engine can answer, because it alone knows the formula.
struct MemoryForecastAsk {
    std::uint64_t ticket = 0; ///< comes back with the answer
    SessionConfig running;
    SessionConfig wished;
    double seconds = 0; ///< of video, after which the bytes are wanted
};

/// predictedBytes of such sessions.
struct MemoryForecastAnswer {
    std::uint64_t ticket = 0;
    Ledger running;
    Ledger runningWithoutSinks;
    Ledger wished;
    QString refusal; ///< not empty: why there is no answer, and what to do
};

struct MemoryTotals {
    std::int64_t kv = 0;
    std::int64_t all = 0;

    friend bool operator==(const MemoryTotals&, const MemoryTotals&) = default;
};

/// What the dock says about a change.
struct MemoryReport {
    enum class Kind {
        Quiet,     ///< nothing is wished
        Asking,    ///< what it would do is not known yet
        Predicted, ///< before and after by formula, at `seconds`
        Refused,   ///< the engine would not do it, or did not: `refusal`
        Applying,  ///< it is being done; `before` was measured
        Measured   ///< it was done, before and after were measured
    };
    Kind kind = Kind::Quiet;
    MemoryTotals before;
    MemoryTotals after;
    double seconds = 0;
    ApplyWay way = ApplyWay::NextBlock;
    bool impossible = false;     ///< no use to apply it
    bool shorterHistory = false; ///< `after` is of a younger session: it will grow
    QString refusal;
};

/// A change of the memory's settings, from a hand on a slider to the measured effect: wished, asked about, applied, measured. Says
/// what is to be asked of the engine, one question at a time, so that a slow one is never flooded. Thread: one.
class MemoryChange {
public:
    /// What is in force. What is wished of memory stays; all else follows.
    void setRunning(const SessionConfig& running);
    const SessionConfig& running() const { return m_running; }

    void wish(const SessionConfig& wished);
    const SessionConfig& wished() const { return m_wished; }
    void discard() { wish(m_running); }
    bool pending() const { return m_wished != m_running; }
    ApplyWay way() const;

    /// The next question, if there is one and none is open.
    std::optional<MemoryForecastAsk> nextAsk();
    /// An answer to any other question than the open one is ignored.
    void answer(const MemoryForecastAnswer& answer);

    /// The wish was handed on; setRunning follows when it is in force.
    void apply();
    /// It was refused: the wish stays.
    void applyFailed(const QString& why);

    void observe(const MemoryMoment& moment);

    MemoryReport report() const;
    /// By formula, for what is wished; null if that is not known.
    const Ledger* predicted() const;
    SinkBytes sinks() const { return m_sinks; } ///< of what runs

private:
    struct Applied {
        SessionConfig config;
        ApplyWay way = ApplyWay::NextBlock;
        MemoryTotals before;
        double beforeSeconds = 0;
        std::int64_t blocks = 0; ///< that the session had made
        bool restarted = false;  ///< a new session was seen, or the old one had made nothing
    };

    bool isSettled(const MemoryMoment& moment) const;
    bool knows(const MemoryForecastAsk& ask) const;
    double horizon() const;

    SessionConfig m_running;
    SessionConfig m_wished;
    std::uint64_t m_lastTicket = 0;
    std::optional<MemoryForecastAsk> m_open;     // question without an answer
    std::optional<MemoryForecastAsk> m_answered; // what m_answer is about
    MemoryForecastAnswer m_answer;
    QString m_failure; // of the last apply()
    SinkBytes m_sinks;
    MemoryTotals m_now;
    double m_seconds = 0;
    std::int64_t m_blocks = 0;
    std::optional<Applied> m_applied;       // until it is measured
    std::optional<MemoryReport> m_measured; // of the last change
};

MemoryTotals measuredTotals(const Ledger& ledger);
MemoryTotals predictedTotals(const Ledger& ledger);

} // namespace imprint::ui
