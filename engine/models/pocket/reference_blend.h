#pragma once

#include "engine/models/pocket/face_controls.h"
#include "engine/nn/conv2d.h"

#include <ATen/ATen.h>

#include <optional>
#include <string>

namespace imprint::engine {

/// Takes detail from the posed reference: for every pixel of a decoded frame it says where in the reference, moved as the
/// head moved, the same point lies (a small displacement) and how far to trust it. What the reference shows sharply
/// (hair, clothes, background) then stays sharp for as long as a clip lasts; what it cannot show (an open mouth, closed
/// lids) comes from the latents. Const; thread: any.
class ReferenceBlend {
public:
    /// trunkChannels: of the features that the decoder hands over. redraws: it is told what the face does, and corrects
    /// by little what it took over.
    ReferenceBlend(WeightReader& weights, const std::string& scope, std::int64_t trunkChannels,
                   std::int64_t framesPerLatent, bool redraws);

    /// features [N, C, H/3, W/3] of N latents; frames [N, 4, 3, H, W] decoded from them; posed [N, 4, 3, H, W] in
    /// [-1, 1], the reference as it should look at these frames; face tunes what is seen of both. Returns frames of the
    /// same shape, fp32.
    at::Tensor operator()(const at::Tensor& features, const at::Tensor& frames,
                          const at::Tensor& posed, const FaceTuning& face) const;

private:
    std::int64_t m_framesPerLatent;
    Conv2d m_reference0;
    Conv2d m_reference1;
    Conv2d m_mix;
    Conv2d m_out; // per frame of a latent: displacement x and y; then 3 × 3 values of trust
    std::optional<Conv2d> m_redraw; // per frame: colours of 3 × 3 pixels
};

} // namespace imprint::engine
