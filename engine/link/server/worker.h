#pragma once

#include "engine/core/bounded_queue.h"
#include "engine/link/failure.h"
#include "engine/link/link_loop.h"

#include <kj/async.h>

#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace imprint::link {

/// A thread that does, one after another, what takes too long for the loop. Must end before its loop.
class Worker {
public:
    explicit Worker(LinkLoop& loop)
        : m_loop(loop)
        , m_thread([this] { main(); })
    {
    }
    /// Finishes the job it is at, drops the others, and joins.
    ~Worker()
    {
        m_stop.request_stop();
        m_thread.join();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Runs `job` on the worker; the promise is kept on the loop, broken if the worker ends before. Thread: the loop's.
    template <class Job, class T = decltype(std::declval<Job&>()())>
    kj::Promise<Outcome<T>> run(Job job)
    {
        auto made = kj::newPromiseAndFulfiller<Outcome<T>>();
        // The fulfiller must end on the loop, whatever happens.
        auto kept = std::make_shared<Fulfiller<T>>(m_loop, kj::mv(made.fulfiller));
        const bool accepted =
            m_jobs.tryPush([kept, job = std::move(job)]() mutable { kept->give(attempt(job)); });
        if (!accepted)
            kept->give(Failure{ErrorCode::BadInput, "too many calls at once are unanswered", {}});
        return kj::mv(made.promise);
    }

private:
    static constexpr std::size_t kJobs =
        64; ///< a client that asks for more without waiting is refused

    template <class T>
    class Fulfiller {
    public:
        Fulfiller(LinkLoop& loop, kj::Own<kj::PromiseFulfiller<Outcome<T>>> fulfiller)
            : m_loop(loop)
            , m_fulfiller(kj::mv(fulfiller))
        {
        }
        Fulfiller(const Fulfiller&) = delete;
        Fulfiller& operator=(const Fulfiller&) = delete;
        ~Fulfiller()
        {
            if (m_fulfiller.get() != nullptr)
                give(Failure{ErrorCode::Stopped, "the session was closed", {}});
        }

        void give(Outcome<T> outcome)
        {
            m_loop.post([fulfiller = kj::mv(m_fulfiller), outcome = std::move(outcome)]() mutable {
                fulfiller->fulfill(kj::mv(outcome));
            });
        }

    private:
        LinkLoop& m_loop;
        kj::Own<kj::PromiseFulfiller<Outcome<T>>> m_fulfiller;
    };

    void main()
    {
        while (auto job = m_jobs.popWait(m_stop.get_token()))
            (*job)();
    }

    LinkLoop& m_loop;
    std::stop_source m_stop;
    BoundedQueue<std::function<void()>> m_jobs{kJobs};
    std::thread m_thread;
};

} // namespace imprint::link
