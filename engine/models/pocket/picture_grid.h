#pragma once

#include <ATen/ATen.h>

#include <algorithm>

namespace imprint::engine {

/// A rectangle of a picture, in pixels.
struct PictureArea {
    std::int64_t top = 0;
    std::int64_t left = 0;
    std::int64_t height = 0;
    std::int64_t width = 0;

    /// With so many pixels more on each side, as far as a picture of this size has them.
    PictureArea grown(std::int64_t by, std::int64_t pictureHeight, std::int64_t pictureWidth) const
    {
        const std::int64_t first = std::max<std::int64_t>(top - by, 0);
        const std::int64_t side = std::max<std::int64_t>(left - by, 0);
        return {.top = first,
                .left = side,
                .height = std::min(top + height + by, pictureHeight) - first,
                .width = std::min(left + width + by, pictureWidth) - side};
    }

    bool empty() const { return height == 0 || width == 0; }
    at::Tensor of(const at::Tensor& pictures) const
    {
        return pictures.narrow(-2, top, height).narrow(-1, left, width);
    }
};

/// Numbers that at::grid_sampler takes.
struct GridSampling {
    static constexpr std::int64_t kBilinear = 0;
    static constexpr std::int64_t kBicubic = 2;
    static constexpr std::int64_t kBorder = 1;
};

/// Maps of another size, between whose values it goes straight.
inline at::Tensor resized(const at::Tensor& maps, std::int64_t height, std::int64_t width)
{
    return at::upsample_bilinear2d(maps, {height, width}, /*align_corners=*/false);
}

/// Where each pixel looks if nothing moved: [1, 2, H, W], x and y from -1 to 1 between the picture's edges; a flow is added
/// to it, and both are handed to at::grid_sampler with the 2 turned to the end.
inline at::Tensor restingGrid(std::int64_t height, std::int64_t width, at::Device device = at::kCPU)
{
    const auto centres = [device](std::int64_t count) {
        return (at::arange(count, at::TensorOptions(device).dtype(at::kFloat)) * 2 + 1) /
                   static_cast<double>(count) -
               1;
    };
    const auto grid = at::meshgrid({centres(height), centres(width)}, "ij");
    return at::stack({grid[1], grid[0]}).unsqueeze(0);
}

} // namespace imprint::engine
