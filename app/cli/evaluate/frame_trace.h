#pragma once

#include "engine/models/probe/face_probe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::app {

/// Everything measured of a video's pictures alone, one row per frame. Much smaller than the pictures.
struct FrameTrace {
    at::Tensor readings;   ///< [T, 16] what the probe reads
    at::Tensor attributes; ///< [T, 85] the probe's logits
    at::Tensor identity;   ///< [T, 96]
    at::Tensor motion;     ///< [T, 96]
    at::Tensor colors;     ///< [T, 3, 16, 16] levels 0 … 255, mean of each tile
    at::Tensor sharpness;  ///< [T] mean squared step of brightness from pixel to pixel in the face
    at::Tensor
        edges; ///< [T] the step that 1 % of all pixels exceed: how crisp the crispest edges are

    std::int64_t frames() const { return readings.size(0); }

    /// One reading over time.
    std::vector<float> track(engine::Reading reading) const;
};

/// Measures a video batch by batch. The probe must outlive it. Thread: its owner's.
class FrameMeter {
public:
    explicit FrameMeter(const engine::FaceProbe& probe)
        : m_probe(probe)
    {
    }

    /// pixels [N, 3, H, W] uint8: the next frames.
    void add(const at::Tensor& pixels);

    /// Of all frames so far, of which there must be one at least.
    FrameTrace trace() const;

private:
    const engine::FaceProbe& m_probe;
    std::vector<FrameTrace> m_parts;
};

/// Pictures of any size as the probe takes them: [N, 3, 192, 192] float levels.
at::Tensor probePixels(const at::Tensor& pixels);

/// Brightness [N, H, W] of pictures [N, 3, H, W].
at::Tensor brightness(const at::Tensor& pixels);

/// The face box of specs/pocket.md 7.1 on pictures [.., H, W] of any size.
at::Tensor faceBox(const at::Tensor& pictures);

} // namespace imprint::app
