#pragma once

#include "engine/core/error.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace imprint {

/// One edge of the pipeline: a queue with a capacity and a policy for when it is full.
/// close() says that nothing more will come: what is inside can still be popped. A stop request gives everything up.
/// Both wake every waiting thread. Thread: any number of producers and consumers.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
        IMPRINT_ASSERT(capacity > 0, "a queue needs room for one value");
    }

    /// Waits for room. Returns false, and the value is gone, if the queue was closed or `stop` was requested.
    bool pushWait(T value, std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_closed || m_items.size() < m_capacity; });
        if (m_closed || stop.stop_requested())
            return false;
        append(std::move(value));
        return true;
    }

    /// Returns false, and leaves the value untouched, if the queue is full or closed.
    bool tryPush(T&& value)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed || m_items.size() == m_capacity)
            return false;
        append(std::move(value));
        return true;
    }

    /// Never waits: a full queue loses its oldest value, which is counted. Returns false if the queue is closed.
    bool pushDropOldest(T value)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return false;
        if (m_items.size() == m_capacity) {
            m_items.pop_front();
            ++m_dropped;
        }
        append(std::move(value));
        return true;
    }

    /// Waits for a value. Returns nothing once the queue is closed and empty, or when `stop` was requested.
    std::optional<T> popWait(std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_closed || !m_items.empty(); });
        if (m_items.empty() || stop.stop_requested())
            return std::nullopt;
        std::optional<T> value(std::move(m_items.front()));
        m_items.pop_front();
        m_changed.notify_all();
        return value;
    }

    /// Waits for a value until `deadline`. Returns nothing then, and at once when the queue is closed and empty.
    std::optional<T> popUntil(std::chrono::steady_clock::time_point deadline)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, deadline, [this] { return m_closed || !m_items.empty(); });
        if (m_items.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_items.front()));
        m_items.pop_front();
        m_changed.notify_all();
        return value;
    }

    /// No value can be pushed any more. Idempotent.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    std::size_t capacity() const { return m_capacity; }

    std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_items.size();
    }

    /// Values lost by pushDropOldest so far.
    std::int64_t dropped() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_dropped;
    }

private:
    void append(T value)
    {
        m_items.push_back(std::move(value));
        // One condition serves both sides, so notify_one could wake the side that cannot go on.
        m_changed.notify_all();
    }

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<T> m_items;
    std::int64_t m_dropped = 0;
    bool m_closed = false;
};

} // namespace imprint
