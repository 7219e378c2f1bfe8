#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace imprint::audio {

inline constexpr int kLiveSampleRate = 48000; ///< Hz, mono
inline constexpr int kLivePieceSamples = 480; ///< 10 ms

/// Where live sound comes from, and how it is doing.
struct LiveSourceStatus {
    std::string name;          ///< of the device or file
    bool lost = false;         ///< the device is gone; silence is delivered until it returns
    std::string trouble;       ///< for people: why it is lost and what to do; empty: all is well
    std::int64_t overruns = 0; ///< samples that were lost because nobody fetched them in time
    std::int64_t gaps =
        0; ///< times that the sound system itself lost sound; it does not say how much
    std::int64_t filled = 0; ///< samples of silence delivered in the place of a lost device's
    int reopened = 0;        ///< how often a lost device came back
    double driftPpm = 0; ///< how much faster the device counts than the steady clock; 0 until known
};

/// Sound that arrives in real time. Its sample count is the one clock of a live session: pieces follow each other without a
/// gap and at live pace whatever happens to the device, in whose place silence goes on.
class LiveSource {
public:
    virtual ~LiveSource() = default;

    /// Waits for the next kLivePieceSamples samples, [-1, 1]. Nothing once the source has ended (a file) or `stop` was
    /// requested. Thread: one.
    virtual std::optional<std::vector<float>> next(std::stop_token stop) = 0;

    virtual LiveSourceStatus status() const = 0; ///< Thread: any
};

} // namespace imprint::audio
