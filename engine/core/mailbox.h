#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace imprint {

/// Holds the latest value for a reader that comes by now and then (the preview, a meter): a new value replaces one
/// that nobody fetched, which is counted. No side ever waits for another.
/// Thread: any number of writers and readers; not for real-time callbacks (writing allocates).
template <class T>
class Mailbox {
public:
    Mailbox() = default;
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;
    ~Mailbox() { exchange(nullptr); }

    void put(T value)
    {
        if (exchange(std::make_unique<T>(std::move(value))))
            m_replaced.fetch_add(1, std::memory_order_relaxed);
    }

    /// The latest value, or nothing if it was fetched already.
    std::optional<T> take()
    {
        if (const auto value = exchange(nullptr))
            return std::move(*value);
        return std::nullopt;
    }

    /// Values that no reader saw.
    std::int64_t replaced() const { return m_replaced.load(std::memory_order_relaxed); }

private:
    std::unique_ptr<T> exchange(std::unique_ptr<T> value)
    {
        return std::unique_ptr<T>(m_slot.exchange(value.release(), std::memory_order_acq_rel));
    }

    std::atomic<T*> m_slot = nullptr; // owned
    std::atomic<std::int64_t> m_replaced = 0;
};

} // namespace imprint
