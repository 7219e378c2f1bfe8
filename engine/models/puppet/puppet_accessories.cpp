#include "engine/models/puppet/puppet_accessories.h"

#include "engine/models/puppet/puppet_sampling.h"

namespace imprint::engine {
namespace {

constexpr Rgb kGold{1.0F, 0.82F, 0.30F};
constexpr Rgb kInnerEarColor{1.0F, 0.72F, 0.74F};
constexpr Rgb kBowColor{0.96F, 0.34F, 0.45F};
constexpr Rgb kBowKnotColor{0.80F, 0.20F, 0.32F};

struct CatEarShape {
    float x, y, side, inset;
    float operator()(float u, float v) const
    {
        const float across = (u - x) * side;
        const float up = v - y;
        const float inner = (-across - 0.16F - 0.15F * up) * 0.98F + inset;
        const float outer = (across - 0.17F - 0.30F * up) * 0.9F + inset;
        const float tip = -up - 0.17F + std::fabs(across - 0.06F) * 1.2F + inset;
        return std::max(std::max(std::max(inner, outer), up - 0.25F), tip);
    }
};

void paintCatEars(Canvas& canvas, const PuppetScene& scene)
{
    const HeadOutline& head = scene.head;
    for (const float side : kSides) {
        const float x = side * head.halfWidth * 0.62F - scene.pose.yaw * 0.03F;
        const float y = -head.halfHeight - 0.10F;
        const Box box{x - 0.3F, y - 0.25F, x + 0.3F, y + 0.35F};
        paintHead(canvas, scene, box, {scene.identity.colors.hair}, CatEarShape{x, y, side, 0});
        paintHead(canvas, scene, box, {kInnerEarColor}, CatEarShape{x, y, side, 0.05F});
    }
}

void paintEarrings(Canvas& canvas, const PuppetScene& scene)
{
    for (const float side : kSides) {
        const float x = side * (scene.head.halfWidth + 0.02F) - scene.pose.yaw * 0.05F;
        const float y = 0.205F;
        paintHead(canvas, scene, boxAround(x, y, 0.1F, 0.1F), {kGold},
                  outline(Circle{x, y, 0.040F}, 0.013F));
    }
}

void paintHeadphones(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    const HeadOutline& head = scene.head;
    const Ellipse arch{0, -0.02F, head.halfWidth + 0.085F, head.halfHeight + 0.10F};
    const Box box{-head.halfWidth - 0.2F, -head.halfHeight - 0.25F, head.halfWidth + 0.2F, 0.1F};
    paintHead(canvas, scene, box, {colors.rim},
              both(outline(arch, 0.026F), [](float, float v) { return v - 0.02F; }));
    for (const float side : kSides) {
        const float x = side * (head.halfWidth + 0.055F) - scene.pose.yaw * 0.04F;
        const Box cup = boxAround(x, 0.05F, 0.15F, 0.2F);
        paintHead(canvas, scene, cup, {colors.rim}, RoundedBox{x, 0.05F, 0.075F, 0.135F, 0.06F});
        paintHead(canvas, scene, cup, {colors.trim},
                  RoundedBox{x + side * 0.02F, 0.05F, 0.035F, 0.085F, 0.03F});
    }
}

void paintBeanie(Canvas& canvas, const PuppetScene& scene)
{
    const Rgb wool = scene.identity.colors.trim;
    const HeadOutline& head = scene.head;
    const float tilt = scene.pose.pitch * 0.02F;
    const Box box{-head.halfWidth - 0.2F, -head.halfHeight - 0.3F, head.halfWidth + 0.2F, -0.1F};
    const auto above = [tilt](float height) {
        return [tilt, height](float u, float v) { return v + height + 0.12F * u * u - tilt; };
    };
    const Ellipse dome{0, -0.02F, head.halfWidth + 0.085F, head.halfHeight + 0.13F};
    const Ellipse brim{0, -0.02F, head.halfWidth + 0.10F, head.halfHeight + 0.14F};
    paintHead(canvas, scene, box, {wool}, both(dome, above(0.25F)));
    paintHead(canvas, scene, box, {scaled(wool, 0.82F)},
              without(both(brim, above(0.235F)), above(0.36F)));
    const float pompomY = -head.halfHeight - 0.16F;
    paintHead(canvas, scene, boxAround(0, pompomY, 0.1F, 0.1F), {mix(wool, kWhite, 0.5F)},
              Circle{0, pompomY, 0.085F});
}

void paintBow(Canvas& canvas, const PuppetScene& scene)
{
    const float x = -scene.identity.side * 0.22F + scene.pose.yaw * 0.03F;
    const float y = -scene.head.halfHeight * 0.80F;
    for (const float side : kSides)
        paintHead(canvas, scene, boxAround(x, y, 0.2F, 0.15F), {kBowColor},
                  [x, y, side](float u, float v) {
                      const float outward = (u - x) * side;
                      const float loop = std::fabs(v - y) - 0.02F - 0.5F * outward;
                      return std::max(loop, outward - 0.13F) * 0.85F;
                  });
    paintHead(canvas, scene, boxAround(x, y, 0.1F, 0.1F), {kBowKnotColor}, Circle{x, y, 0.037F});
}

} // namespace

void paintAccessoriesBehind(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetLook& look = scene.identity.look;
    if (look.accessory == Accessory::Earrings && !hidesEars(look.hairStyle))
        paintEarrings(canvas, scene);
    if (look.accessory == Accessory::CatEars)
        paintCatEars(canvas, scene);
}

void paintAccessoriesInFront(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetLook& look = scene.identity.look;
    switch (look.accessory) {
    case Accessory::None:
    case Accessory::CatEars: break;
    case Accessory::Headphones: paintHeadphones(canvas, scene); break;
    case Accessory::Beanie: paintBeanie(canvas, scene); break;
    case Accessory::Bow: paintBow(canvas, scene); break;
    case Accessory::Earrings:
        if (hidesEars(look.hairStyle))
            paintEarrings(canvas, scene);
        break;
    }
}

} // namespace imprint::engine
