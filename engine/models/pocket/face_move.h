#pragma once

#include "engine/models/pocket/two_scale_network.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// Shuts the eyes of a picture, moves their pupils and lifts the brows, as the face's controls say. It looks at the picture
/// once and says for every point at which blink the edge of a lid passes it, what is seen then, and where it goes when gaze
/// or brow grow by one. Const; thread: any.
class FaceMove {
public:
    /// gaze x, gaze y and brow, as `motionControls` scales them.
    static constexpr std::int64_t kNumbers = 3;
    // Where `motionControls` has them, and the blink.
    static constexpr std::int64_t kFirstAt = 7;
    static constexpr std::int64_t kBlinkAt = 6;

    /// What it says of pictures [B, 3, H, W].
    struct Maps {
        at::Tensor
            flows; ///< [B, 3, 2, H/3, W/3] x and y of what a point shows after the move, in pixels
        at::Tensor edge;  ///< [B, 1, H, W] the blink at which the edge passes
        at::Tensor slope; ///< [B, 1, H, W] how suddenly: covered by sigmoid(slope · (blink - edge))
        at::Tensor line;  ///< [B, 1, H, W] 1 / width of the lashes along the edge, in blinks
        at::Tensor lid;   ///< [B, 3, H/3, W/3] colours that cover
        at::Tensor lash;  ///< [B, 3, H/3, W/3] colours along the edge

        /// Of an area whose sides are multiples of 3; shares memory.
        Maps part(const PictureArea& area) const;

        /// What of the pictures can change; empty if nothing does. Its sides are multiples of 12.
        PictureArea acting() const;

        std::int64_t bytes() const;
        /// The same by formula, of one picture.
        static std::int64_t predictedBytes(std::int64_t height, std::int64_t width);
    };

    FaceMove(WeightReader& weights, const std::string& scope);

    /// pictures [B, 3, H, W] in [-1, 1], eyes open; H and W multiples of 6.
    Maps operator()(const at::Tensor& pictures) const;

    /// pictures [N, 3, H, W] and their maps (of N or of 1), change [N, 3] of the numbers and blink [N], 0 .. 1
    /// -> moved pictures [N, 3, H, W], fp32.
    static at::Tensor move(const at::Tensor& pictures, const Maps& maps, const at::Tensor& change,
                           const at::Tensor& blink);

private:
    TwoScaleNetwork m_network;
};

} // namespace imprint::engine
