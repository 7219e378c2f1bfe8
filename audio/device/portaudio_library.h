#pragma once

#include <portaudio.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

namespace imprint::audio {

/// Returns `result`, or throws Error(Unsupported, "<what>: <PortAudio's or the host's words>", hint) if it is negative.
int paCheck(int result, const std::string& what, const std::string& hint = {});

/// PortAudio, which has one state per process and is not safe for threads: whoever calls it holds the mutex, which all
/// objects share for the same reason. It looks for devices when it is initialised, and then never again.
class PortAudioLibrary {
public:
    PortAudioLibrary() = default;
    ~PortAudioLibrary();
    PortAudioLibrary(const PortAudioLibrary&) = delete;
    PortAudioLibrary& operator=(const PortAudioLibrary&) = delete;

    std::mutex& mutex() { return s_mutex; }

    // The mutex is held by the caller of all below.

    /// Initialises PortAudio anew, so that it looks for devices; while a stream is open its list stays. Throws Error.
    void refresh();

    void streamOpened() { ++m_openStreams; }
    void streamClosed();

    /// Waits until no stream is open, so that refresh() sees what the machine has now; false after `patience`.
    /// lock  of mutex()
    bool waitUntilUnused(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds patience);

private:
    static inline std::mutex s_mutex; // of the process, as PortAudio's state is
    std::condition_variable m_unused;
    bool m_initialised = false;
    int m_openStreams = 0;
};

} // namespace imprint::audio
