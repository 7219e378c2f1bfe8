#pragma once

#include <ATen/ATen.h>

namespace imprint::engine {

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
