#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace imprint::link {

/// A thread that ends sessions and what else must not end on the loop, because it waits for threads. What was handed over is
/// always run. It holds no more than the server's clients have open.
class Closer {
public:
    Closer()
        : m_thread([this] { main(); })
    {
    }
    /// Runs everything that was handed over, also by what runs meanwhile.
    ~Closer()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_ending = true;
        }
        m_changed.notify_one();
        m_thread.join();
    }
    Closer(const Closer&) = delete;
    Closer& operator=(const Closer&) = delete;

    /// Thread: any.
    void later(std::function<void()> work)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_work.push_back(std::move(work));
        }
        m_changed.notify_one();
    }

private:
    void main()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_ending || !m_work.empty(); });
            if (m_work.empty())
                return;
            std::function<void()> work = std::move(m_work.front());
            m_work.pop_front();
            lock.unlock();
            work();
            work = nullptr; // what it holds ends here too
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_work;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace imprint::link
