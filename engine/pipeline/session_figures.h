#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_stats.h"

#include <mutex>

namespace imprint::engine {

/// Measured figures of a running session: its stages write, its user reads. Thread: any.
class SessionFigures {
public:
    /// change(SessionStats&) runs alone.
    template <class Change>
    void update(Change&& change)
    {
        const std::scoped_lock lock(m_mutex);
        change(m_stats);
    }

    /// Each entry replaces the one of the same consumer and layer.
    void publish(const Ledger& part)
    {
        const std::scoped_lock lock(m_mutex);
        for (const LedgerEntry& entry : part.entries)
            m_ledger.set(entry);
    }

    SessionStats stats() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_stats;
    }

    Ledger ledger() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_ledger;
    }

private:
    mutable std::mutex m_mutex;
    SessionStats m_stats;
    Ledger m_ledger;
};

} // namespace imprint::engine
