#pragma once

#include <ATen/ATen.h>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace imprint::engine {

/// The latest frames of a clip, for models that look at the video which they have made. Thread: the decoder's adds, the
/// generator's waits.
class DecodedFrames {
public:
    /// count: how many are kept; 0: none, and nobody may ask.
    explicit DecodedFrames(std::int64_t count)
        : m_count(count)
    {
    }

    /// frames [n, 3, H, W]: those of the next `latents` latent frames.
    void add(const at::Tensor& frames, std::int64_t latents);

    /// The oldest kept frame [1, 3, H, W] once so many latent frames of the clip are decoded; undefined when the session was
    /// stopped.
    at::Tensor oldestBehind(std::int64_t latents, std::stop_token stop);

    std::int64_t bytes() const;

private:
    const std::int64_t m_count;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_added;
    at::Tensor m_frames; // [up to m_count, 3, H, W]
    std::int64_t m_latents = 0;
};

} // namespace imprint::engine
