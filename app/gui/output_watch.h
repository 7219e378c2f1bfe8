#pragma once

#include "app/outputs/v4l2/v4l2_probe.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

/// What the machine has for outputs now.
struct OutputGear {
    std::int64_t freeBytes = -1;         ///< where recordings are kept; -1: not known
    std::vector<LoopbackNode> loopbacks; ///< nodes of v4l2loopback
};

/// Looks at the disk and the loopback cameras every other second, on a thread of its own: a disk may take its time to
/// answer. Thread: any; the destructor waits for a look that goes on.
class OutputWatch {
public:
    /// told  called on the watch's thread after each look
    explicit OutputWatch(std::function<void(const OutputGear&)> told);

    /// Where recordings are kept. It need not be there yet: the nearest folder above it counts. Looks at once.
    void setFolder(const std::string& folder);

private:
    void watch(std::stop_token stop);

    const std::function<void(const OutputGear&)> m_told;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::string m_folder;
    bool m_hurry = false;
    std::jthread m_thread;
};

/// Free for this user, in the nearest folder above `path` that is there; -1: not known.
std::int64_t freeBytesNear(const std::string& path);

} // namespace imprint::app
