#pragma once

#include <chrono>
#include <memory>

namespace c10d {
class Backend;
class Store;
} // namespace c10d

namespace imprint::test {

/// Where the workers of one process find each other.
class GlooMeeting {
public:
    GlooMeeting();
    ~GlooMeeting();
    GlooMeeting(const GlooMeeting&) = delete;
    GlooMeeting& operator=(const GlooMeeting&) = delete;

private:
    friend class GlooWorker;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// One rank of a group of c10d's Gloo on this machine, as the engine is given it. Thread: its worker's.
class GlooWorker {
public:
    /// Waits until all `count` have come. What takes longer than this at any time is an exception.
    GlooWorker(const GlooMeeting& meeting, int rank, int count,
               std::chrono::milliseconds patience = std::chrono::seconds(60));
    ~GlooWorker();
    GlooWorker(const GlooWorker&) = delete;
    GlooWorker& operator=(const GlooWorker&) = delete;

    c10d::Backend& group() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace imprint::test
