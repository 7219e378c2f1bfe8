#pragma once

#include "app/cli/evaluate/drift.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::app {

/// Faults that show only beside the truth, measured batch by batch. Thread: its owner's.
class PairMeter {
public:
    /// withStains: looks for these as well, a hundredth of a second for each frame that is looked at.
    explicit PairMeter(bool withStains = false)
        : m_withStains(withStains)
    {
    }

    /// truth, made  [N, 3, H, W] uint8: the next frames of both, of one size.
    void add(const at::Tensor& truth, const at::Tensor& made);

    /// Pixels in a thousand of eyes, brows and hair that stand out from all around them where the truth has nothing
    /// alike within 3 pixels: specks and streaks. Every eighth frame is looked at.
    double specks() const;

    /// Pixels in a thousand whose colour the truth has nowhere within 3 pixels, over time: what drifts away collects
    /// them. Every eighth frame is looked at. Empty without stains.
    const DriftCurve& stains() const { return m_stains; }

    /// Mean change of a level from frame to frame where the truth stands still.
    double flicker() const;

private:
    void countSpecks(const at::Tensor& truth, const at::Tensor& made);
    void countStains(const at::Tensor& truth, const at::Tensor& made, std::int64_t firstFrame);
    void sumFlicker(const at::Tensor& truth, const at::Tensor& made);

    bool m_withStains;
    std::int64_t m_frames = 0;
    at::Tensor m_lastTruth; // [1, 3, H, W]
    at::Tensor m_lastMade;
    double m_specks = 0;
    double m_speckPixels = 0;
    DriftCurve m_stains;
    double m_changes = 0;
    double m_stillPixels = 0;
};

} // namespace imprint::app
