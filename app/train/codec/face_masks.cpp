#include "app/train/codec/face_masks.h"

#include "engine/models/puppet/puppet_eyes.h"
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

/// Marks an area of the picture in one frame's mask.
void mark(const at::Tensor& mask, const engine::Box& area, const engine::PuppetView& view)
{
    const PixelRange across = pixelsBetween(area.left, area.right, view.centreX, view);
    const PixelRange down = pixelsBetween(area.top, area.bottom, view.centreY, view);
    mask.slice(1, down.first, down.last).slice(2, across.first, across.last).fill_(1);
}

} // namespace

FaceMasks faceMasks(const engine::PuppetIdentity& identity,
                    std::span<const engine::PuppetPose> poses, const engine::PuppetView& view)
{
    const auto frames = static_cast<std::int64_t>(poses.size());
    FaceMasks masks{.mouth = at::zeros({frames, 1, view.size, view.size}),
                    .eyes = at::zeros({frames, 1, view.size, view.size})};
    for (std::int64_t frame = 0; frame < frames; ++frame) {
        const engine::PuppetScene scene =
            engine::makeScene(identity, poses[static_cast<std::size_t>(frame)]);
        mark(masks.mouth[frame], engine::mouthArea(scene), view);
        mark(masks.eyes[frame], engine::eyesArea(scene), view);
    }
    return masks;
}

} // namespace imprint::train
