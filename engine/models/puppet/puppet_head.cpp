#include "engine/models/puppet/puppet_head.h"

#include "engine/models/puppet/puppet_sampling.h"
#include "engine/models/puppet/puppet_wrinkles.h"

namespace imprint::engine {
namespace {

constexpr Rgb kBlushColor{0.98F, 0.45F, 0.45F};

Box headBox(const HeadOutline& head)
{
    return boxAround(0, 0, head.halfWidth + 0.05F, head.halfHeight + 0.05F);
}

void paintSkull(Canvas& canvas, const PuppetScene& scene)
{
    const HeadOutline head = scene.head;
    paintHead(canvas, scene, headBox(head), {scene.identity.colors.skin}, head);
    const float lightX = 0.05F - scene.pose.yaw * 0.10F;
    const auto lit = [head, lightX](float u, float v) { return head(u + lightX, v + 0.045F); };
    paintHead(canvas, scene, headBox(head), {scene.shade, 0.55F, 2.0F}, without(head, lit));
}

/// A band above the mouth, highest in the middle and falling to both sides.
struct MoustacheShape {
    float x, y, bend, thickness, fullness, reach, halfWidth;
    float operator()(float u, float v) const
    {
        const float fromMiddle = u - x;
        const float half = thickness * (fullness - std::fabs(fromMiddle) / reach);
        const float height = v - y - bend * fromMiddle * fromMiddle;
        return std::max(std::fabs(height) - half, std::fabs(fromMiddle) - halfWidth);
    }
};

void paintFullBeard(Canvas& canvas, const PuppetScene& scene)
{
    const HeadOutline head = scene.head;
    const PuppetPose& pose = scene.pose;
    const Rgb color = mix(scene.identity.colors.hair, scene.identity.colors.skin, 0.12F);
    const Ellipse bareFace{pose.yaw * 0.09F, 0.08F, head.halfWidth * 0.80F, 0.27F};
    const Box jaw{-head.halfWidth - 0.05F, 0, head.halfWidth + 0.05F, head.halfHeight + 0.08F};
    paintHead(canvas, scene, jaw, {color}, [head, bareFace](float u, float v) {
        return std::max(std::max(head(u, v - 0.02F), -bareFace(u, v)), 0.08F - v);
    });
    const float y = scene.identity.face.mouthY - 0.105F + pose.pitch * 0.05F;
    paintHead(canvas, scene, jaw, {color},
              MoustacheShape{pose.yaw * 0.11F, y, 0.9F, 0.030F, 1.2F, 0.16F, 0.17F});
}

void paintBeard(Canvas& canvas, const PuppetScene& scene)
{
    const Beard beard = scene.identity.look.beard;
    if (beard == Beard::Full)
        paintFullBeard(canvas, scene);
    if (beard != Beard::Moustache)
        return;
    const PuppetPose& pose = scene.pose;
    const float y = scene.identity.face.mouthY - 0.10F + pose.pitch * 0.05F;
    paintHead(canvas, scene, headBox(scene.head), {scene.hairDark},
              MoustacheShape{pose.yaw * 0.12F, y, 1.3F, 0.036F, 1.15F, 0.17F, 0.18F});
}

void paintBlush(Canvas& canvas, const PuppetScene& scene, Point cheeks)
{
    const FaceShape& face = scene.identity.face;
    if (face.blush <= 0)
        return;
    for (const float side : kSides) {
        const float x = side * face.eyeX * 1.28F + cheeks.x;
        const float y = cheeks.y + 0.085F;
        paintHead(canvas, scene, boxAround(x, y, 0.16F, 0.12F), {kBlushColor, face.blush, 9.0F},
                  Ellipse{x, y, 0.075F, 0.045F});
    }
}

void paintFreckles(Canvas& canvas, const PuppetScene& scene, Point cheeks)
{
    const FaceShape& face = scene.identity.face;
    if (!face.freckles)
        return;
    for (const float side : kSides)
        for (const int place : {-1, 0, 1}) {
            const float along = 0.055F * static_cast<float>(place);
            const float x = side * (face.eyeX * 0.95F + along) + cheeks.x;
            const float y = cheeks.y + 0.07F + (place == 0 ? 0.018F : -0.018F);
            paintHead(canvas, scene, boxAround(x, y, 0.02F, 0.02F),
                      {scaled(scene.shade, 0.85F), 0.8F}, Circle{x, y, 0.010F});
        }
}

/// A crescent: the shade under the tip of the nose.
void paintNose(Canvas& canvas, const PuppetScene& scene)
{
    const float x = scene.pose.yaw * 0.155F;
    const float y = 0.085F + scene.pose.pitch * 0.09F;
    const float size = scene.identity.face.noseSize;
    const Ellipse whole{x, y, 0.050F * size, 0.040F * size};
    const Ellipse lit{x - 0.012F, y - 0.022F, 0.052F * size, 0.040F * size};
    paintHead(canvas, scene, boxAround(x, y, 0.1F, 0.1F), {scaled(scene.shade, 0.97F), 0.95F, 1.5F},
              without(whole, lit));
}

} // namespace

void paintEars(Canvas& canvas, const PuppetScene& scene)
{
    if (hidesEars(scene.identity.look.hairStyle))
        return;
    for (const float side : kSides) {
        const float x = side * (scene.head.halfWidth + 0.005F) - scene.pose.yaw * 0.05F;
        const Box box{x - 0.12F, -0.1F, x + 0.12F, 0.22F};
        paintHead(canvas, scene, box, {scene.identity.colors.skin},
                  Ellipse{x, 0.06F, 0.075F, 0.105F});
        paintHead(canvas, scene, box, {scene.shade, 0.9F},
                  Ellipse{x + side * 0.005F, 0.06F, 0.038F, 0.062F});
    }
}

void paintFace(Canvas& canvas, const PuppetScene& scene)
{
    const FaceShape& face = scene.identity.face;
    const Point cheeks{scene.pose.yaw * 0.10F,
                       face.eyeY + face.eyeRadiusY + scene.pose.pitch * 0.06F};
    paintSkull(canvas, scene);
    paintWrinkles(canvas, scene);
    paintBeard(canvas, scene);
    paintBlush(canvas, scene, cheeks);
    paintFreckles(canvas, scene, cheeks);
    paintNose(canvas, scene);
}

} // namespace imprint::engine
