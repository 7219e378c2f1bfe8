#pragma once

#include "engine/models/pocket/conv2d.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// Takes detail from the reference picture: for every pixel of a decoded frame it says where in the reference the same
/// point lies (a small displacement) and how far to trust it. What the reference shows sharply (hair, clothes, background)
/// then stays sharp for as long as a clip lasts; what it cannot show (an open mouth, closed lids) comes from the latents.
/// Const; thread: any.
class ReferenceBlend {
public:
    /// A reference picture, prepared once.
    struct Reference {
        at::Tensor picture;  ///< [B, 3, H, W] in [-1, 1]
        at::Tensor features; ///< [B, 32, H/3, W/3]

        std::int64_t bytes() const
        {
            return static_cast<std::int64_t>(picture.nbytes() + features.nbytes());
        }
    };

    /// trunkChannels: of the features that the decoder hands over.
    ReferenceBlend(WeightReader& weights, const std::string& scope, std::int64_t trunkChannels,
                   std::int64_t framesPerLatent);

    /// picture [B, 3, H, W] in [-1, 1], H and W multiples of 3.
    Reference prepare(const at::Tensor& picture) const;

    /// features [B·F, C, H/3, W/3] of F latents of each of B streams, frames [B·F, 4, 3, H, W] decoded from them.
    /// Returns frames of the same shape, fp32.
    at::Tensor operator()(const at::Tensor& features, const at::Tensor& frames,
                          const Reference& reference) const;

    /// Bytes of a prepared fp32 reference.
    static std::int64_t predictedBytes(std::int64_t height, std::int64_t width);

private:
    std::int64_t m_framesPerLatent;
    Conv2d m_reference0;
    Conv2d m_reference1;
    Conv2d m_mix;
    Conv2d m_out; // per frame of a latent: displacement x and y; then 3 × 3 values of trust
};

} // namespace imprint::engine
