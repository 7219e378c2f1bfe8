#pragma once

namespace imprint::test {

/// Counts what a real-time callback must not do, by this thread, while it lives: this program's own malloc, calloc, realloc, free
/// and pthread_mutex_lock stand in front of the C library's (watched_calls.cpp). Not in sanitizer builds, which bring
/// theirs.
class WatchedCalls {
public:
    static bool isAvailable();

    WatchedCalls();
    ~WatchedCalls();
    WatchedCalls(const WatchedCalls&) = delete;
    WatchedCalls& operator=(const WatchedCalls&) = delete;

    int memory() const; ///< allocations and releases so far
    int locks() const;
};

} // namespace imprint::test
