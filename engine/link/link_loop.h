#pragma once

#include "engine/link/failure.h"

#include <kj/async-io.h>
#include <kj/function.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace imprint::link {

/// An outcome that one thread waits for and another gives. Whoever was to give it and cannot: the waiting ends with a failure.
template <class T>
class Answer {
public:
    void give(Outcome<T> outcome)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_outcome)
            m_outcome.emplace(std::move(outcome));
        m_given.notify_all();
    }

    Outcome<T> wait()
    {
        std::unique_lock lock(m_mutex);
        m_given.wait(lock, [this] { return m_outcome.has_value(); });
        return std::move(*m_outcome);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_given;
    std::optional<Outcome<T>> m_outcome;
};

/// The side that gives: if it is dropped before, it gives a failure.
template <class T>
class Giver {
public:
    explicit Giver(std::shared_ptr<Answer<T>> answer)
        : m_answer(std::move(answer))
    {
    }
    Giver(const Giver&) = delete;
    Giver& operator=(const Giver&) = delete;
    ~Giver() { give(Failure{ErrorCode::Stopped, "the link to the engine was closed", {}}); }

    void give(Outcome<T> outcome) { m_answer->give(std::move(outcome)); }

private:
    std::shared_ptr<Answer<T>> m_answer;
};

/// A thread with an event loop of kj. Connections and all that Cap'n Proto makes live on it and nowhere else; it computes
/// nothing and never waits for another thread. Hand-over is by a mutex and an eventfd of our own, so that the thread sanitizer
/// sees it: kj's library is not instrumented.
class LinkLoop {
public:
    using Work = kj::Function<void()>;

    LinkLoop();
    /// Runs what was handed in, cancels what still runs, and joins.
    ~LinkLoop();
    LinkLoop(const LinkLoop&) = delete;
    LinkLoop& operator=(const LinkLoop&) = delete;

    /// Runs `work` on the loop, in the order of the calls. Thread: any.
    void post(Work work);

    /// Runs `work` on the loop and returns when it is done. Thread: any but the loop's.
    void run(Work work);

    /// Starts something on the loop and waits for its outcome. `explain` says on the loop what an exception of kj means.
    /// Thread: any but the loop's.
    template <class T, class Start, class Explain>
    Outcome<T> ask(Start start, Explain explain)
    {
        const auto answer = std::make_shared<Answer<T>>();
        auto giver = std::make_shared<Giver<T>>(answer);
        post([this, giver = std::move(giver), start = std::move(start),
              explain = std::move(explain)]() mutable {
            spawn(kj::evalNow([&]() -> kj::Promise<Outcome<T>> { return start(); })
                      .then([giver](Outcome<T>&& outcome) { giver->give(std::move(outcome)); },
                            [giver, explain = std::move(explain)](kj::Exception&& problem) mutable {
                                giver->give(explain(problem));
                            }));
        });
        return answer->wait();
    }

    // Thread of what follows: the loop's.

    kj::AsyncIoContext& io() { return *m_io; }

    /// Lets a promise run to its end; what it throws is logged.
    void spawn(kj::Promise<void> promise);

private:
    void main();
    bool runPosted();

    int m_wake = -1; // eventfd
    std::mutex m_mutex;
    std::deque<Work> m_posted;
    bool m_ending = false;

    kj::AsyncIoContext* m_io = nullptr; // while main() runs
    kj::TaskSet* m_tasks = nullptr;
    std::thread m_thread;
};

} // namespace imprint::link
