#pragma once

#include "app/outputs/live_output.h"
#include "app/session/sample_clock.h"
#include "audio/realtime/live_source.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace imprint::test {

inline constexpr std::int64_t kPacedPerFrame = app::kLiveSampleRate / 25;

/// Every video frame of sound has a loudness of its own.
inline float pacedSample(std::int64_t index)
{
    const std::int64_t frame = index / kPacedPerFrame;
    const float loudness = 0.2F + 0.6F * static_cast<float>(frame * 7 % 20) / 20;
    return index % 2 == 0 ? loudness : loudness * 0.999F; // no zero crossing: each sample tells it
}

/// Sound at live pace, which ends after so many pieces.
class PacedSource : public audio::LiveSource {
public:
    explicit PacedSource(int pieces)
        : m_pieces(pieces)
    {
    }

    std::optional<std::vector<float>> next(std::stop_token stop) override
    {
        if (m_next == m_pieces)
            return std::nullopt;
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, stop, m_start + std::chrono::milliseconds(10) * (m_next + 1),
                             [] { return false; });
        if (stop.stop_requested())
            return std::nullopt;
        std::vector<float> piece(audio::kLivePieceSamples);
        for (std::size_t i = 0; i < piece.size(); ++i)
            piece[i] =
                pacedSample(m_next * audio::kLivePieceSamples + static_cast<std::int64_t>(i));
        ++m_next;
        return piece;
    }

    audio::LiveSourceStatus status() const override { return {.name = "test"}; }

private:
    const int m_pieces;
    int m_next = 0;
    app::SteadyTime m_start = std::chrono::steady_clock::now();
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
};

/// Keeps every moment that it is given.
class CollectingOutput : public app::LiveOutput {
public:
    void push(std::shared_ptr<const app::LiveMoment> moment) noexcept override
    {
        const std::scoped_lock lock(m_mutex);
        m_moments.push_back(std::move(moment));
    }
    void finish() override {}
    app::LiveOutputStats stats() const override
    {
        const std::scoped_lock lock(m_mutex);
        return {.state = "collecting", .moments = static_cast<std::int64_t>(m_moments.size())};
    }

    std::vector<std::shared_ptr<const app::LiveMoment>> moments() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_moments;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const app::LiveMoment>> m_moments;
};

} // namespace imprint::test
