#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace imprint {

/// Samples on their way out of (or into) a real-time callback: wait-free, no allocation after construction.
/// When it is full the newest values are dropped and counted: the callback must never wait.
/// Thread: one writer (realtime-safe), one reader (realtime-safe); counters from any thread.
template <class T>
class SpscRing {
    static_assert(std::is_trivially_copyable_v<T>, "values are copied byte by byte");

public:
    /// Holds at least `minimumCapacity` values: the next power of two.
    explicit SpscRing(std::size_t minimumCapacity)
        : m_values(std::bit_ceil(std::max<std::size_t>(minimumCapacity, 1)))
    {
    }

    std::size_t capacity() const noexcept { return m_values.size(); }

    /// Appends as many values as there is room for and returns their number; the rest counts as overrun.
    /// Thread: writer.
    std::size_t write(std::span<const T> values) noexcept
    {
        const std::uint64_t end = m_written.load(std::memory_order_relaxed);
        // Acquire: the reader has copied out everything before the index that is seen here.
        const std::uint64_t begin = m_read.load(std::memory_order_acquire);
        const std::size_t room = capacity() - static_cast<std::size_t>(end - begin);
        const std::size_t count = std::min(room, values.size());
        const auto [first, second] = piecesAt(end, count);
        std::copy_n(values.begin(), first.size(), first.begin());
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(first.size()), second.size(),
                    second.begin());
        m_written.store(end + count, std::memory_order_release);
        if (count < values.size())
            m_overruns.fetch_add(values.size() - count, std::memory_order_relaxed);
        return count;
    }

    /// Takes the oldest values, at most as many as `values` holds, and returns their number. Thread: reader.
    std::size_t read(std::span<T> values) noexcept
    {
        const std::uint64_t begin = m_read.load(std::memory_order_relaxed);
        // Acquire: the values before the index that is seen here are written.
        const std::uint64_t end = m_written.load(std::memory_order_acquire);
        const std::size_t count = std::min(static_cast<std::size_t>(end - begin), values.size());
        const auto [first, second] = piecesAt(begin, count);
        const auto middle = std::copy(first.begin(), first.end(), values.begin());
        std::copy(second.begin(), second.end(), middle);
        m_read.store(begin + count, std::memory_order_release);
        return count;
    }

    /// Values that wait for the reader; already out of date when another thread works on the ring.
    std::size_t size() const noexcept
    {
        // The read index first: it never passes the written one that is loaded after it.
        const std::uint64_t begin = m_read.load(std::memory_order_acquire);
        const std::uint64_t end = m_written.load(std::memory_order_acquire);
        return std::min(static_cast<std::size_t>(end - begin), capacity());
    }

    /// Values dropped so far because the ring was full.
    std::uint64_t overruns() const noexcept { return m_overruns.load(std::memory_order_relaxed); }

private:
    struct Pieces {
        std::span<T> first;
        std::span<T> second; // what wraps around
    };

    Pieces piecesAt(std::uint64_t index, std::size_t count) noexcept
    {
        const std::size_t start = static_cast<std::size_t>(index) & (capacity() - 1);
        const std::size_t untilEnd = std::min(count, capacity() - start);
        const std::span<T> all(m_values);
        return {all.subspan(start, untilEnd), all.first(count - untilEnd)};
    }

    static constexpr std::size_t kCacheLine = 64;

    std::vector<T> m_values;
    // Both indices only grow: 2^64 samples take longer than any session. Apart, so that the threads do not fight.
    alignas(kCacheLine) std::atomic<std::uint64_t> m_written = 0;
    alignas(kCacheLine) std::atomic<std::uint64_t> m_read = 0;
    alignas(kCacheLine) std::atomic<std::uint64_t> m_overruns = 0;
};

} // namespace imprint
