#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {
namespace {

constexpr float kHeadRaised = -0.06F; ///< the head sits above the middle of the picture

} // namespace

Box HeadSpace::toPicture(const Box& box) const
{
    Box result{9, 9, -9, -9};
    for (const float u : {box.left, box.right})
        for (const float v : {box.top, box.bottom}) {
            const Point point = toPicture(u, v);
            result = {std::min(result.left, point.x), std::min(result.top, point.y),
                      std::max(result.right, point.x), std::max(result.bottom, point.y)};
        }
    return result;
}

PuppetScene makeScene(const PuppetIdentity& identity, const PuppetPose& pose)
{
    const Rgb skin = identity.colors.skin;
    const Rgb shade{skin.r * 0.86F, skin.g * 0.76F, skin.b * 0.76F};
    const float sine = std::sin(pose.roll);
    const FaceShape& face = identity.face;
    return {.identity = identity,
            .pose = pose,
            .space = {pose.x, pose.y + kHeadRaised, pose.scale, std::cos(pose.roll), sine},
            .head = {face.halfWidth, face.halfHeight, face.chinTaper},
            .body = {identity.build.shoulders},
            .bodyX = 0.45F * pose.x,
            .breathY = 0.012F * pose.breath,
            .neckX = 0.75F * pose.x - 0.02F * sine,
            .shade = shade,
            .hairDark = scaled(identity.colors.hair, 0.72F),
            .neck = mix(skin, shade, 0.75F)};
}

} // namespace imprint::engine
