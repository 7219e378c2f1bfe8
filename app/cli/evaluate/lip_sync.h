#pragma once

#include "engine/models/probe/face_probe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace imprint::app {

/// How the opening of a mouth follows a voice.
struct LipSync {
    std::int64_t pictures = 0;
    double seconds = 0;  ///< from the first picture to the last
    double movement = 0; ///< deviation of the opening, in its own units: 0 shut, 1 wide open
    double correlation =
        0; ///< of opening and loudness at the best lag, -1 ... 1; 0 if one of them never changes
    /// By how much the lips come late (below 0: early), to a fraction of a picture; nothing if they do not follow.
    std::optional<double> lagMs;
};

/// Reads the opening of the mouth in each picture of a video, and holds it against the loudness of the voice. It knows
/// nothing of how the video was made. Thread: its owner's.
/// The readings are FaceProbe's, which was trained on Pocket's kind of face: of others they are less sure.
class LipMeter {
public:
    /// Lags of up to so many milliseconds are found.
    static constexpr double kMostLagMs = 400;

    /// probe must outlive it.
    explicit LipMeter(const engine::FaceProbe& probe)
        : m_probe(probe)
    {
    }

    /// pixels   [N, 3, H, W] uint8: the next pictures, square, with the face as the probe is used to it
    /// seconds  when each is shown, rising
    void add(const at::Tensor& pixels, std::span<const double> seconds);

    /// samples: the voice from second 0 on, mono, 16 kHz.
    /// Throws Error(BadInput) if pictures and voice have less than two seconds in common.
    LipSync against(std::span<const float> samples) const;

private:
    const engine::FaceProbe& m_probe;
    std::vector<double> m_seconds;
    std::vector<float> m_openings;
};

} // namespace imprint::app
