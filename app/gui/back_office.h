#pragma once

#include "engine/core/bounded_queue.h"
#include "engine/core/error.h"

#include <functional>
#include <thread>

namespace imprint::app {

/// Does in order, on a thread of its own, what would make a window wait: opening engines, files and devices, finishing
/// recordings. An Error ends only its own task and is handed to `failed` on that thread.
/// Thread: any; the destructor waits for the task that runs, and forgets those behind it.
class BackOffice {
public:
    using Task = std::function<void()>;

    explicit BackOffice(std::function<void(const Error&)> failed);
    ~BackOffice();
    BackOffice(const BackOffice&) = delete;
    BackOffice& operator=(const BackOffice&) = delete;

    /// Never waits. Returns false if so many tasks wait that this one was not taken.
    [[nodiscard]] bool post(Task task);

    /// No task can be posted any more; waits until all that were are done.
    void finish();

private:
    void work(std::stop_token stop);

    const std::function<void(const Error&)> m_failed;
    BoundedQueue<Task> m_tasks{256};
    std::jthread m_thread;
};

} // namespace imprint::app
