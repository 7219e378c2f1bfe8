#include "engine/models/puppet/puppet_mouth.h"

namespace imprint::engine {
namespace {

constexpr Rgb kLipstickColor{0.80F, 0.22F, 0.28F};
constexpr Rgb kCavityColor{0.36F, 0.07F, 0.10F};
constexpr Rgb kTongueColor{0.90F, 0.40F, 0.42F};
constexpr Rgb kTeethColor{0.98F, 0.97F, 0.94F};
constexpr float kToothHeight = 0.045F;
constexpr float kClosed = 0.012F; ///< an opening below this shows no cavity
/// With sunglasses on dark skin the mouth alone speaks: its lips get at least this much red.
constexpr float kLeastRedBehindSunglasses = 0.3F;
constexpr float kDarkSkin = 0.55F;

/// The opening between the lips, in head coordinates.
struct MouthShape {
    float x, y, halfWidth;
    float opening;    ///< height of the gap
    float cornerLift; ///< positive: corners up

    /// 0 at the corners, 1 in the middle.
    float openness(float u) const { return arc((u - x) / halfWidth); }
    float middleLine(float u) const
    {
        const float across = std::clamp((u - x) / halfWidth, -1.0F, 1.0F);
        return y + cornerLift * (0.4F - across * across);
    }
    float upperEdge(float u) const { return middleLine(u) - 0.36F * opening * openness(u); }
    float lowerEdge(float u) const { return middleLine(u) + 0.78F * opening * openness(u); }
    float operator()(float u, float v) const
    {
        const float acrossEdges = std::max(upperEdge(u) - v, v - lowerEdge(u)) * 0.9F;
        return std::max(acrossEdges, std::fabs(u - x) - halfWidth);
    }
};

/// A ring around the mouth that is thick in the middle, thin at the corners and round at its ends.
struct LipShape {
    MouthShape mouth;
    float thickness;
    float operator()(float u, float v) const
    {
        const float outward = std::max(std::fabs(u - mouth.x) - mouth.halfWidth, 0.0F);
        const float upright = std::max(mouth.upperEdge(u) - v, v - mouth.lowerEdge(u)) * 0.9F;
        const float gap = length(outward, std::max(upright, 0.0F)) + std::min(upright, 0.0F);
        return gap - thickness * (0.35F + 0.65F * mouth.openness(u));
    }
};

MouthShape mouthShape(const PuppetScene& scene)
{
    const PuppetPose& pose = scene.pose;
    const MouthPose& mouth = pose.mouth;
    const float spread = 1.0F + 0.28F * mouth.wide - 0.46F * mouth.round + 0.10F * pose.smile;
    const float turned = 1.0F - 0.06F * std::fabs(pose.yaw);
    return {.x = pose.yaw * 0.115F,
            .y = scene.identity.face.mouthY + pose.pitch * 0.06F,
            .halfWidth = scene.identity.face.mouthHalfWidth * spread * turned,
            .opening = 0.005F + 0.17F * mouth.open * (1.0F + 0.18F * mouth.round),
            .cornerLift = 0.055F * pose.smile + 0.012F * mouth.wide};
}

Box mouthBox(const MouthShape& mouth)
{
    return {mouth.x - mouth.halfWidth - 0.06F, mouth.y - 0.36F * mouth.opening - 0.12F,
            mouth.x + mouth.halfWidth + 0.06F, mouth.y + 0.78F * mouth.opening + 0.12F};
}

Rgb lipColor(const PuppetIdentity& identity)
{
    const Rgb skin = identity.colors.skin;
    const bool hidden = identity.look.glasses == Glasses::Sunglasses && skin.r < kDarkSkin;
    const float least = hidden ? kLeastRedBehindSunglasses : 0.0F;
    return mix({skin.r * 0.90F, skin.g * 0.55F, skin.b * 0.55F}, kLipstickColor,
               std::max(identity.face.lipstick, least));
}

void paintLips(Canvas& canvas, const PuppetScene& scene, const MouthShape& mouth)
{
    const float thickness = 0.013F + 0.012F * scene.identity.face.lipstick +
                            0.008F * scene.pose.mouth.round - 0.006F * scene.pose.mouth.press;
    paintHead(canvas, scene, mouthBox(mouth), {lipColor(scene.identity)},
              LipShape{mouth, thickness});
}

void paintTongue(Canvas& canvas, const PuppetScene& scene, const MouthShape& mouth)
{
    const MouthPose& pose = scene.pose.mouth;
    const float tip = mouth.lowerEdge(mouth.x) - 0.055F * pose.tongue * (0.5F + pose.open);
    const Ellipse tongue{mouth.x, tip + 0.055F, mouth.halfWidth * 0.68F, 0.06F};
    paintHead(canvas, scene, mouthBox(mouth), {kTongueColor, smoothStep(0.0F, 0.25F, pose.tongue)},
              both(grown(mouth, -0.006F), tongue));
}

void paintTeeth(Canvas& canvas, const PuppetScene& scene, const MouthShape& mouth)
{
    const float shown = scene.pose.mouth.teeth;
    const float height = std::min(kToothHeight, 0.5F * mouth.opening) * (0.5F + 0.5F * shown);
    const auto aboveBite = [mouth, height](float u, float v) {
        const float flatter = mouth.x + 0.6F * (u - mouth.x); // teeth bend less than the lip
        return v - mouth.upperEdge(flatter) - height;
    };
    paintHead(canvas, scene, mouthBox(mouth), {kTeethColor, smoothStep(0.0F, 0.4F, shown)},
              both(grown(mouth, -0.004F), aboveBite));
}

void paintInside(Canvas& canvas, const PuppetScene& scene, const MouthShape& mouth)
{
    if (mouth.opening <= kClosed)
        return;
    paintHead(canvas, scene, mouthBox(mouth),
              {kCavityColor, smoothStep(0.008F, 0.03F, mouth.opening)}, mouth);
    paintTongue(canvas, scene, mouth);
    paintTeeth(canvas, scene, mouth);
}

/// A short line that lets the lower lip stand out.
void paintChinShade(Canvas& canvas, const PuppetScene& scene, const MouthShape& mouth)
{
    const float x = mouth.x;
    const float y = mouth.y + 0.78F * mouth.opening + 0.055F;
    const float halfWidth = mouth.halfWidth * 0.38F;
    paintHead(canvas, scene, boxAround(x, y, halfWidth + 0.03F, 0.06F), {scene.shade, 0.7F, 2.0F},
              [x, y, halfWidth](float u, float v) {
                  const float fromMiddle = u - x;
                  const float height = v - y + 1.2F * fromMiddle * fromMiddle;
                  return std::max(std::fabs(height) - 0.007F, std::fabs(fromMiddle) - halfWidth);
              });
}

} // namespace

void paintMouth(Canvas& canvas, const PuppetScene& scene)
{
    const MouthShape mouth = mouthShape(scene);
    paintLips(canvas, scene, mouth);
    paintInside(canvas, scene, mouth);
    paintChinShade(canvas, scene, mouth);
}

Box mouthArea(const PuppetScene& scene)
{
    return scene.space.toPicture(mouthBox(mouthShape(scene)));
}

} // namespace imprint::engine
