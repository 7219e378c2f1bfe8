#include "engine/models/puppet/puppet_wrinkles.h"

namespace imprint::engine {
namespace {

/// A curved line that gets thinner to both ends: a parabola over `halfWidth` to each side of its middle.
struct WrinkleShape {
    float x, y, halfWidth;
    float bend; ///< how much lower the ends are
    float halfThickness;
    float operator()(float u, float v) const
    {
        const float across = (u - x) / halfWidth;
        const float height = v - y - bend * across * across;
        const float slope = 2.0F * bend * across / halfWidth;
        const float half = halfThickness * (1.0F - across * across);
        return std::max(std::fabs(height) / std::sqrt(1.0F + slope * slope) - half,
                        std::fabs(u - x) - halfWidth);
    }
};

Fill wrinkleFill(const PuppetScene& scene, float share)
{
    return {scaled(scene.shade, 0.86F), share * scene.identity.face.wrinkles, 1.5F};
}

void paintForehead(Canvas& canvas, const PuppetScene& scene)
{
    const FaceShape& face = scene.identity.face;
    const float x = scene.pose.yaw * 0.10F;
    const float brows = face.eyeY - face.eyeRadiusY - 0.16F + scene.pose.pitch * 0.06F;
    for (const float row : {0.0F, 1.0F}) {
        const float y = brows - 0.05F * row - 0.02F * scene.pose.brow;
        const float halfWidth = 0.17F - 0.03F * row;
        paintHead(canvas, scene, boxAround(x, y, halfWidth, 0.05F), wrinkleFill(scene, 0.7F),
                  WrinkleShape{x, y, halfWidth, 0.012F, 0.008F});
    }
}

/// Below the eye, and two short lines beside it.
void paintAroundEye(Canvas& canvas, const PuppetScene& scene, float side)
{
    const FaceShape& face = scene.identity.face;
    const float x = side * face.eyeX + scene.pose.yaw * 0.105F;
    const float y = face.eyeY + scene.pose.pitch * 0.07F;
    const float below = y + face.eyeRadiusY + 0.022F;
    const float halfWidth = face.eyeRadiusX * 0.85F;
    paintHead(canvas, scene, boxAround(x, below, halfWidth, 0.06F), wrinkleFill(scene, 0.8F),
              WrinkleShape{x, below, halfWidth, -0.03F, 0.008F});
    const float corner = x + side * (face.eyeRadiusX + 0.018F);
    for (const float up : {-1.0F, 1.0F})
        paintHead(canvas, scene, boxAround(corner, y, 0.08F, 0.06F), wrinkleFill(scene, 0.7F),
                  Stroke{corner, y + 0.012F * up, corner + side * 0.035F, y + 0.030F * up, 0.005F});
}

/// From the side of the nose around the corner of the mouth.
void paintCheek(Canvas& canvas, const PuppetScene& scene, float side)
{
    const FaceShape& face = scene.identity.face;
    const PuppetPose& pose = scene.pose;
    const float topX = side * 0.075F * face.noseSize + pose.yaw * 0.14F;
    const float topY = 0.10F + pose.pitch * 0.08F;
    const float endX = side * (face.mouthHalfWidth + 0.045F) + pose.yaw * 0.115F;
    const float endY = face.mouthY + 0.01F + pose.pitch * 0.06F;
    const Box box{std::min(topX, endX) - 0.06F, topY - 0.03F, std::max(topX, endX) + 0.06F,
                  endY + 0.03F};
    paintHead(canvas, scene, box, wrinkleFill(scene, 0.9F), [=](float u, float v) {
        const float down = clampUnit((v - topY) / (endY - topY));
        const float bulge = side * 0.025F * 4.0F * down * (1.0F - down);
        const float x = topX + (endX - topX) * down + bulge;
        const float half = 0.009F * (0.25F + down * (1.0F - down) * 3.0F);
        return std::max(std::fabs(u - x) * 0.85F - half, std::max(topY - v, v - endY));
    });
}

} // namespace

void paintWrinkles(Canvas& canvas, const PuppetScene& scene)
{
    if (scene.identity.face.wrinkles <= 0)
        return;
    paintForehead(canvas, scene);
    for (const float side : kSides) {
        paintAroundEye(canvas, scene, side);
        paintCheek(canvas, scene, side);
    }
}

} // namespace imprint::engine
