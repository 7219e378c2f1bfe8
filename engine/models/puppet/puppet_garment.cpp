#include "engine/models/puppet/puppet_garment.h"

#include <numbers>

namespace imprint::engine {
namespace {

constexpr Rgb kGold{1.0F, 0.82F, 0.30F};
constexpr Box kChest{-2, 0.55F, 2, 2};

/// A stripe across chest and sleeves.
void paintBand(Canvas& canvas, const PuppetScene& scene, float y, float halfHeight)
{
    paintBody(canvas, scene, kChest, {scene.identity.colors.trim},
              both(scene.body,
                   [y, halfHeight](float, float v) { return std::fabs(v - y) - halfHeight; }));
}

void paintPinstripes(Canvas& canvas, const PuppetScene& scene)
{
    paintBody(canvas, scene, kChest, {scene.identity.colors.trim, 0.45F},
              both(grown(scene.body, -0.01F), [](float x, float) {
                  const float stripe = (std::fabs(fraction(x * 11.0F) - 0.5F) - 0.07F) / 11.0F;
                  return std::max(stripe, 0.21F - std::fabs(x)); // not under the collar
              }));
}

/// A star with five straight-sided points, one of them up.
struct StarShape {
    float x, y, radius;
    float operator()(float u, float v) const
    {
        constexpr float kSector = 2.0F * std::numbers::pi_v<float> / 5.0F;
        constexpr float kInner = 0.45F;    // radius of the inner corners, as a part of the outer
        constexpr float kInnerX = 0.3641F; // kInner * cos(36 degrees)
        constexpr float kInnerY = 0.2645F; // kInner * sin(36 degrees)
        static_assert(kInner * kInner - kInnerX * kInnerX - kInnerY * kInnerY < 1e-4F);
        const float dx = u - x;
        const float dy = y - v;
        const float turns = std::atan2(dx, dy) / kSector;
        const float angle = std::fabs(turns - std::floor(turns + 0.5F)) * kSector;
        const float distance = length(dx, dy);
        // From the point at (radius, 0) to the inner corner: one straight edge.
        const float alongX = distance * std::cos(angle) - radius;
        const float alongY = distance * std::sin(angle);
        const float edge = std::sqrt((1.0F - kInnerX) * (1.0F - kInnerX) + kInnerY * kInnerY);
        return (alongX * kInnerY + alongY * (1.0F - kInnerX)) / edge;
    }
};

void paintStarPrint(Canvas& canvas, const PuppetScene& scene)
{
    paintBody(canvas, scene, boxAround(0, 0.785F, 0.1F, 0.1F), {scene.identity.colors.trim},
              StarShape{0, 0.785F, 0.072F});
}

void paintTie(Canvas& canvas, const PuppetScene& scene)
{
    const Rgb color = scene.identity.colors.rim;
    const Box box{-0.08F, 0.70F, 0.08F, 2};
    paintBody(canvas, scene, box, {color}, [](float x, float y) {
        const float half = 0.026F + 0.12F * (y - 0.80F);
        return std::max(std::fabs(x) - half, 0.80F - y) * 0.95F;
    });
    paintBody(canvas, scene, box, {scaled(color, 0.8F)},
              RoundedBox{0, 0.785F, 0.036F, 0.027F, 0.012F});
}

void paintBadge(Canvas& canvas, const PuppetScene& scene)
{
    const float x = scene.identity.side * 0.25F;
    const Box box = boxAround(x, 0.80F, 0.1F, 0.1F);
    paintBody(canvas, scene, box, {scene.identity.colors.trim}, Circle{x, 0.80F, 0.050F});
    paintBody(canvas, scene, box, {scene.identity.colors.clothes}, Circle{x, 0.80F, 0.026F});
}

void paintPendant(Canvas& canvas, const PuppetScene& scene)
{
    const Box box{-0.25F, 0.6F, 0.25F, 0.9F};
    paintBody(canvas, scene, box, {kGold}, [](float x, float y) {
        const float slope = 0.75F;
        const float chain = y - 0.78F + slope * std::fabs(x);
        return std::max(std::fabs(chain) * 0.8F - 0.007F, 0.655F - y);
    });
    paintBody(canvas, scene, box, {kGold}, Circle{0, 0.80F, 0.032F});
}

} // namespace

void paintGarmentDetail(Canvas& canvas, const PuppetScene& scene)
{
    const GarmentDetail detail = scene.identity.garment;
    if (detail == GarmentDetail::None)
        return;
    const bool band = detail == GarmentDetail::Band;
    switch (scene.identity.look.clothes) {
    case Clothes::TShirt:
        band ? paintBand(canvas, scene, 0.80F, 0.035F) : paintStarPrint(canvas, scene);
        break;
    case Clothes::Shirt: band ? paintPinstripes(canvas, scene) : paintTie(canvas, scene); break;
    case Clothes::Hoodie:
        band ? paintBand(canvas, scene, 0.80F, 0.018F) : paintBadge(canvas, scene);
        break;
    case Clothes::Turtleneck:
        band ? paintBand(canvas, scene, 0.815F, 0.02F) : paintPendant(canvas, scene);
        break;
    }
}

} // namespace imprint::engine
