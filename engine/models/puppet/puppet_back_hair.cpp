#include "engine/models/puppet/puppet_hair.h"

#include <numbers>

namespace imprint::engine {
namespace {

void paintBob(Canvas& canvas, const PuppetScene& scene, float x)
{
    const HeadOutline& head = scene.head;
    const Box box{-head.halfWidth - 0.2F, -head.halfHeight - 0.2F, head.halfWidth + 0.2F, 0.45F};
    paintHead(canvas, scene, box, {scene.hairDark},
              RoundedBox{x, -0.10F, head.halfWidth + 0.085F, 0.50F, 0.34F});
}

void paintLong(Canvas& canvas, const PuppetScene& scene, float x)
{
    const float width = scene.head.halfWidth + 0.07F;
    const Box box{-width - 0.23F, -scene.head.halfHeight - 0.2F, width + 0.23F, 1.1F};
    paintHead(canvas, scene, box, {scene.hairDark}, [x, width](float u, float v) {
        const float wavy = width + 0.05F * v + 0.012F * std::sin(9.0F * v);
        return std::max(boxDistance(u - x, v - 0.12F, wavy, 0.72F, 0.30F), v - 0.80F);
    });
}

void paintBun(Canvas& canvas, const PuppetScene& scene, float x)
{
    const float top = -scene.head.halfHeight;
    const Box box{-0.3F, top - 0.45F, 0.3F, top + 0.2F};
    paintHead(canvas, scene, box, {scene.hairDark}, Circle{2.0F * x, top - 0.10F, 0.19F});
    paintHead(canvas, scene, box, {scene.identity.colors.hair},
              Circle{2.0F * x - 0.02F, top - 0.12F, 0.165F});
}

void paintCurls(Canvas& canvas, const PuppetScene& scene, float x)
{
    const float radius = scene.head.halfWidth + 0.17F;
    const Box box{-radius - 0.18F, -scene.head.halfHeight - 0.4F, radius + 0.18F, 0.5F};
    paintHead(canvas, scene, box, {scene.hairDark}, [x, radius](float u, float v) {
        const float dx = u - x;
        const float dy = v + 0.12F;
        const float scallops = 0.022F * std::cos(13.0F * std::atan2(dy, dx));
        return (std::sqrt(dx * dx * 0.92F + dy * dy) - radius - scallops) * 0.9F;
    });
}

/// Two drops beside the head.
void paintPigtails(Canvas& canvas, const PuppetScene& scene, float x)
{
    const HeadOutline& head = scene.head;
    for (const float side : kSides) {
        const float middle = side * head.halfWidth;
        const float root = x + side * (head.halfWidth + 0.10F);
        const Box box{middle - 0.35F, -head.halfHeight - 0.15F, middle + 0.35F, 0.75F};
        paintHead(canvas, scene, box, {scene.hairDark}, [root, side](float u, float v) {
            const float down = clampUnit((v + 0.20F) / 0.75F);
            const float half = 0.13F * std::sin(std::numbers::pi_v<float> * (0.25F + 0.72F * down));
            const float bend = side * 0.05F * std::sin(3.0F * down);
            return std::max(std::fabs(u - root - bend) - half, std::fabs(v - 0.17F) - 0.38F) *
                   0.85F;
        });
    }
}

} // namespace

void paintBackHair(Canvas& canvas, const PuppetScene& scene)
{
    const float x = scene.pose.yaw * -0.03F; // farther away than the face, so it moves against it
    switch (scene.identity.look.hairStyle) {
    case HairStyle::Bob: paintBob(canvas, scene, x); break;
    case HairStyle::Long: paintLong(canvas, scene, x); break;
    case HairStyle::Bun: paintBun(canvas, scene, x); break;
    case HairStyle::Curly: paintCurls(canvas, scene, x); break;
    case HairStyle::Pigtails: paintPigtails(canvas, scene, x); break;
    case HairStyle::Short:
    case HairStyle::Spiky:
    case HairStyle::Bald: break;
    }
}

} // namespace imprint::engine
