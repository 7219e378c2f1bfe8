#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace imprint::engine {

/// Loudness of a voice per video frame, 0 … 1, relative to how loud this voice is when it is loud: what head and brows
/// follow. Streaming form of specs/pocket.md 2.2 ("speech energy"): the reference level is the 95th percentile of what
/// was heard so far instead of the whole track's.
class VoiceEnergy {
public:
    /// Frames that the answer lags behind the input.
    static constexpr int kDelayFrames = 2;

    /// samples of one video frame -> energy of the frame kDelayFrames before; nothing for the first ones.
    std::optional<float> next(std::span<const float> samples);

private:
    float relativeLoudness(std::span<const float> samples);

    static constexpr int kFloorDb = -70; // quieter frames say nothing about the voice's level
    std::array<std::int64_t, 71> m_histogram{}; // frames heard per dB from kFloorDb to 0
    std::int64_t m_heard = 0;
    std::array<float, 5> m_recent{};
    int m_frames = 0;
};

} // namespace imprint::engine
