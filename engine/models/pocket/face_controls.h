#pragma once

#include "engine/nn/linear.h"

#include <ATen/ATen.h>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace imprint::engine {

/// How strongly each channel of an activation counts, and what is added to it, for every latent of a batch.
/// The empty one changes nothing.
class FaceTuning {
public:
    FaceTuning() = default;

    /// rows [N, 2·channels]: factors less one, then what is added.
    explicit FaceTuning(const at::Tensor& rows);

    /// x [N, channels, H, W] -> the same, tuned.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_factor; // [N, channels, 1, 1]
    at::Tensor m_added;
};

/// Tells the decoder what the face does in each of a latent's frames: lids, gaze, brows, smile and mouth. A latent that
/// was generated is never quite sure of them, and what is drawn from it alone is an average: half open lips and lids.
/// Const; thread: any.
class FaceControls {
public:
    /// channels: of the activations that are tuned, in the order of the result.
    FaceControls(WeightReader& weights, const std::string& scope,
                 std::span<const std::int64_t> channels);

    /// motion [N, 81] as MotionTrack lays it out; zeros: nobody knows. -> one tuning per activation.
    std::vector<FaceTuning> operator()(const at::Tensor& motion) const;

private:
    Linear m_in;
    std::vector<Linear> m_levels;
};

} // namespace imprint::engine
