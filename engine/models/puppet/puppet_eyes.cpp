#include "engine/models/puppet/puppet_eyes.h"

#include <algorithm>
#include <optional>

namespace imprint::engine {
namespace {

constexpr Rgb kEyeWhite{0.99F, 0.99F, 1.0F};
constexpr Rgb kPupilColor{0.07F, 0.06F, 0.10F};
constexpr Rgb kLashColor{0.10F, 0.07F, 0.09F};
constexpr Rgb kBaldBrowColor{0.25F, 0.16F, 0.12F};
constexpr float kBrowWidth = 1.12F;  ///< in units of the eye's
constexpr float kNearlyShut = 0.97F; ///< from here on only the lashes are seen

/// What can be seen of one eyeball: an ellipse below the edge of the lid.
struct EyeShape {
    float x, y, radiusX, radiusY;
    float lid; ///< height of the lid's middle: -1 open .. +0.55 shut

    float lidEdge(float u) const { return y + radiusY * lid * arc((u - x) / radiusX); }
    float operator()(float u, float v) const
    {
        return std::max(ellipseDistance(u - x, v - y, radiusX, radiusY), (lidEdge(u) - v) * 0.9F);
    }
};

EyeShape eyeShape(const PuppetScene& scene, float side)
{
    const FaceShape& face = scene.identity.face;
    const PuppetPose& pose = scene.pose;
    const float farther = std::clamp(1.0F - 0.13F * side * pose.yaw, 0.75F, 1.12F);
    const float blink = clampUnit(side < 0 ? pose.blinkLeft : pose.blinkRight);
    const float squint = 0.10F * std::max(pose.smile, 0.0F);
    return {.x = side * face.eyeX * (1.0F - 0.04F * std::fabs(pose.yaw)) + pose.yaw * 0.105F,
            .y = face.eyeY + pose.pitch * 0.07F,
            .radiusX = face.eyeRadiusX * farther,
            .radiusY = face.eyeRadiusY,
            .lid = -1.0F + 1.55F * clampUnit(blink + squint)};
}

Box eyeBox(const EyeShape& eye)
{
    return boxAround(eye.x, eye.y, eye.radiusX + 0.04F, eye.radiusY + 0.05F);
}

void paintIris(Canvas& canvas, const PuppetScene& scene, const EyeShape& eye)
{
    const PuppetPose& pose = scene.pose;
    const Rgb color = scene.identity.colors.eyes;
    const float x = eye.x + pose.gazeX * eye.radiusX * 0.42F;
    const float y = eye.y + pose.gazeY * eye.radiusY * 0.35F + 0.01F;
    const float radius = std::min(eye.radiusX * 0.72F, eye.radiusY * 0.66F);
    const Box box = eyeBox(eye);
    paintHead(canvas, scene, box, {scaled(color, 0.62F)},
              both(eye, Ellipse{x, y, radius, radius * 1.12F}));
    paintHead(canvas, scene, box, {color},
              both(eye, Ellipse{x, y + radius * 0.18F, radius * 0.84F, radius * 0.86F}));
    paintHead(canvas, scene, box, {kPupilColor},
              both(eye, Ellipse{x, y, radius * 0.48F, radius * 0.54F}));
    paintHead(canvas, scene, box, {kWhite, 0.95F},
              both(eye, Circle{x - radius * 0.36F, y - radius * 0.42F, radius * 0.25F}));
}

/// Dims the eyeball and leaves a bright band under the lid, which makes it look wet.
void paintEyeballShade(Canvas& canvas, const PuppetScene& scene, const EyeShape& eye)
{
    const auto belowBand = [eye](float u, float v) { return eye.lidEdge(u) + 0.03F - v; };
    paintHead(canvas, scene, eyeBox(eye), {scene.shade, 0.35F, 1.5F}, both(eye, belowBand));
}

void paintLashes(Canvas& canvas, const PuppetScene& scene, const EyeShape& eye, float side)
{
    const Rgb color = mix(scene.hairDark, kLashColor, 0.75F);
    paintHead(canvas, scene, eyeBox(eye), {color}, [eye, side](float u, float v) {
        const float across = (u - eye.x) / eye.radiusX;
        const float half = 0.013F + 0.006F * smoothStep(0.3F, 1.0F, across * side);
        const float fromLid = std::fabs(v - eye.lidEdge(u)) * 0.9F - half;
        return std::max(fromLid, (std::fabs(across) - 1.06F) * eye.radiusX);
    });
}

Box browBox(const PuppetScene& scene, const EyeShape& eye, float side)
{
    const float x = eye.x + side * 0.01F;
    const float y = eye.y - eye.radiusY - 0.085F - 0.06F * scene.pose.brow;
    const float halfWidth = eye.radiusX * kBrowWidth;
    return {x - halfWidth - 0.05F, y - 0.1F, x + halfWidth + 0.05F, y + 0.12F};
}

void paintBrow(Canvas& canvas, const PuppetScene& scene, const EyeShape& eye, float side)
{
    const PuppetLook& look = scene.identity.look;
    const bool hairless = look.hairStyle == HairStyle::Bald && look.beard == Beard::None;
    const Rgb color = hairless ? mix(kBaldBrowColor, scene.shade, 0.3F) : scene.hairDark;
    const float raised = scene.pose.brow;
    const float x = eye.x + side * 0.01F;
    const float y = eye.y - eye.radiusY - 0.085F - 0.06F * raised;
    const float halfWidth = eye.radiusX * kBrowWidth;
    const float thickness = scene.identity.face.browThickness;
    paintHead(canvas, scene, browBox(scene, eye, side), {color}, [=](float u, float v) {
        const float across = (u - x) / halfWidth;
        const float outward = across * side;
        const float curve = 0.035F * across * across - (0.012F + 0.01F * raised) * outward;
        const float half = thickness * (1.0F - 0.35F * std::max(outward, 0.0F));
        return std::max(std::fabs(v - y - curve) - half, (std::fabs(across) - 1.0F) * halfWidth);
    });
}

struct GlassesPlace {
    float middleX, y, radius, halfWidth, halfHeight;
    float lensX(float side, float eyeX) const { return side * (eyeX + 0.005F) + middleX; }
    float lensY() const { return y + 0.012F; }
};

GlassesPlace glassesPlace(const PuppetScene& scene)
{
    const FaceShape& face = scene.identity.face;
    const bool square = scene.identity.look.glasses == Glasses::Square;
    const float radius = std::max(face.eyeRadiusX, face.eyeRadiusY * 0.95F) + 0.050F;
    const float widest = face.eyeX - 0.012F; // the two rims must not overlap
    return {.middleX = scene.pose.yaw * 0.118F,
            .y = face.eyeY + scene.pose.pitch * 0.07F,
            .radius = radius,
            .halfWidth = std::min(radius * (square ? 1.06F : 1.0F), widest),
            .halfHeight = square ? radius * 0.84F : radius};
}

Box lensBox(const GlassesPlace& place, float x, float y)
{
    return boxAround(x, y, place.radius + 0.05F, place.radius + 0.05F);
}

template <class Lens>
void paintLens(Canvas& canvas, const PuppetScene& scene, const Box& box, Lens lens)
{
    const bool dark = scene.identity.look.glasses == Glasses::Sunglasses;
    const Fill glass =
        dark ? Fill{{0.10F, 0.11F, 0.16F}, 0.90F} : Fill{{0.85F, 0.93F, 1.0F}, 0.16F};
    paintHead(canvas, scene, box, glass, lens);
    const float x = lens.x;
    const float y = lens.y;
    const auto gleam = [x, y](float u, float v) {
        return std::fabs(u - x + 0.6F * (v - y) + 0.03F) - 0.022F;
    };
    paintHead(canvas, scene, box, {kWhite, dark ? 0.25F : 0.22F}, both(grown(lens, -0.02F), gleam));
    paintHead(canvas, scene, box, {scene.identity.colors.rim}, outline(lens, 0.014F));
}

void paintTemple(Canvas& canvas, const PuppetScene& scene, const GlassesPlace& place, float side)
{
    const HeadOutline head = scene.head;
    const float lensEdge = place.lensX(side, scene.identity.face.eyeX) + side * place.halfWidth;
    const float ear = side * head.halfWidth - scene.pose.yaw * 0.04F;
    const Stroke temple{lensEdge, place.y - 0.008F, ear, place.y - 0.023F, 0.012F};
    paintHead(canvas, scene, boxAround(0, place.y, head.halfWidth + 0.1F, 0.1F),
              {scene.identity.colors.rim}, both(temple, grown(head, 0.01F)));
}

void paintBridge(Canvas& canvas, const PuppetScene& scene, const GlassesPlace& place)
{
    const float x = place.middleX;
    const float y = place.y;
    paintHead(canvas, scene, boxAround(x, y, 0.1F, 0.08F), {scene.identity.colors.rim},
              [x, y](float u, float v) {
                  const float height = v - y + 0.012F - 2.0F * (u - x) * (u - x);
                  return std::max(std::fabs(height) - 0.012F, std::fabs(u - x) - 0.045F);
              });
}

} // namespace

void paintEyes(Canvas& canvas, const PuppetScene& scene)
{
    for (const float side : kSides) {
        const EyeShape eye = eyeShape(scene, side);
        const float blink = side < 0 ? scene.pose.blinkLeft : scene.pose.blinkRight;
        if (blink < kNearlyShut) {
            paintHead(canvas, scene, eyeBox(eye), {kEyeWhite}, eye);
            paintIris(canvas, scene, eye);
            paintEyeballShade(canvas, scene, eye);
        }
        paintLashes(canvas, scene, eye, side);
        paintBrow(canvas, scene, eye, side);
    }
}

void paintGlasses(Canvas& canvas, const PuppetScene& scene)
{
    const Glasses glasses = scene.identity.look.glasses;
    if (glasses == Glasses::None)
        return;
    const GlassesPlace place = glassesPlace(scene);
    const float lensY = place.lensY();
    for (const float side : kSides) {
        const float x = place.lensX(side, scene.identity.face.eyeX);
        const Box box = lensBox(place, x, lensY);
        if (glasses == Glasses::Square)
            paintLens(canvas, scene, box,
                      RoundedBox{x, lensY, place.halfWidth, place.halfHeight, 0.05F});
        else
            paintLens(canvas, scene, box, Ellipse{x, lensY, place.halfWidth, place.halfHeight});
        paintTemple(canvas, scene, place, side);
    }
    paintBridge(canvas, scene, place);
}

Box eyesArea(const PuppetScene& scene)
{
    std::optional<Box> area;
    const auto hold = [&area](const Box& box) {
        area = area ? Box{std::min(area->left, box.left), std::min(area->top, box.top),
                          std::max(area->right, box.right), std::max(area->bottom, box.bottom)}
                    : box;
    };
    const GlassesPlace place = glassesPlace(scene);
    for (const float side : kSides) {
        const EyeShape eye = eyeShape(scene, side);
        hold(eyeBox(eye));
        hold(browBox(scene, eye, side));
        if (scene.identity.look.glasses != Glasses::None)
            hold(lensBox(place, place.lensX(side, scene.identity.face.eyeX), place.lensY()));
    }
    return scene.space.toPicture(*area);
}

} // namespace imprint::engine
