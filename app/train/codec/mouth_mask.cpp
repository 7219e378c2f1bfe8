#include "app/train/codec/mouth_mask.h"

#include "engine/models/puppet/puppet_mouth.h"

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

/// Pixels [first, last) of a window's side that lie between two places of the picture.
struct PixelRange {
    std::int64_t first;
    std::int64_t last;
};

PixelRange pixelsBetween(float from, float to, float centre, const engine::PuppetView& view)
{
    const auto pixel = [&](float place) {
        const float share = (place - centre + view.halfExtent) / (2 * view.halfExtent);
        const auto nearest = std::llround(share * static_cast<float>(view.size));
        return std::clamp<std::int64_t>(nearest, 0, view.size);
    };
    return {pixel(from), pixel(to)};
}

} // namespace

at::Tensor mouthMask(const engine::PuppetIdentity& identity,
                     std::span<const engine::PuppetPose> poses, const engine::PuppetView& view)
{
    at::Tensor mask = at::zeros({static_cast<std::int64_t>(poses.size()), 1, view.size, view.size});
    for (std::size_t frame = 0; frame < poses.size(); ++frame) {
        const engine::Box area = engine::mouthArea(engine::makeScene(identity, poses[frame]));
        const PixelRange across = pixelsBetween(area.left, area.right, view.centreX, view);
        const PixelRange down = pixelsBetween(area.top, area.bottom, view.centreY, view);
        mask.select(0, static_cast<std::int64_t>(frame))
            .slice(1, down.first, down.last)
            .slice(2, across.first, across.last)
            .fill_(1);
    }
    return mask;
}

} // namespace imprint::train
