#include "engine/models/puppet/puppet_body.h"

#include "engine/models/puppet/puppet_garment.h"

namespace imprint::engine {
namespace {

constexpr float kFarDown = 2; ///< below every window
constexpr Box kChest{-2, 0.45F, 2, kFarDown};
constexpr float kNeckHalfWidth = 0.135F;

/// The hole for the neck in a garment.
constexpr Ellipse neckLine(float halfWidth, float halfHeight)
{
    return {0, 0.575F, halfWidth, halfHeight};
}

Rgb clothesShade(const PuppetScene& scene)
{
    return scaled(scene.identity.colors.clothes, 0.80F);
}

RoundedBox neckShape(const PuppetScene& scene, float middle, float halfHeight)
{
    return {scene.neckX, middle, kNeckHalfWidth * scene.identity.build.neck, halfHeight, 0.08F};
}

void paintNeck(Canvas& canvas, const PuppetScene& scene, const RoundedBox& shape)
{
    canvas.paint(boxAround(scene.neckX, 0.6F, 0.3F, 0.4F), {scene.neck}, shape);
}

void paintHoodBehindNeck(Canvas& canvas, const PuppetScene& scene)
{
    paintBody(canvas, scene, {-0.5F, 0.4F, 0.5F, 0.9F}, {clothesShade(scene)},
              Ellipse{0, 0.64F, 0.36F, 0.16F});
    paintNeck(canvas, scene, neckShape(scene, 0.50F, 0.22F));
}

void paintTShirt(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    const Ellipse opening = neckLine(0.20F, 0.115F);
    paintBody(canvas, scene, kChest, {colors.clothes}, without(scene.body, opening));
    const auto band = both(outline(grown(opening, 0.02F), 0.02F), grown(scene.body, 0.02F));
    paintBody(canvas, scene, {-0.4F, 0.45F, 0.4F, 0.8F}, {colors.trim},
              both(band, [](float, float y) { return 0.55F - y; }));
}

void paintShirt(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    paintBody(canvas, scene, kChest, {colors.clothes}, without(scene.body, neckLine(0.16F, 0.20F)));
    for (const float side : kSides)
        paintBody(canvas, scene, {-0.4F, 0.5F, 0.4F, 0.95F}, {colors.trim},
                  without(Stroke{side * 0.165F, 0.60F, side * 0.055F, 0.80F, 0.052F},
                          neckLine(0.145F, 0.185F)));
    const float breathY = scene.breathY;
    paintBody(canvas, scene, {-0.05F, 0.75F, 0.05F, kFarDown}, {colors.trim, 0.8F},
              [breathY](float x, float y) {
                  return std::max(std::fabs(x) - 0.012F, 0.80F - y - breathY);
              });
}

void paintHoodie(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    paintHoodBehindNeck(canvas, scene);
    paintBody(canvas, scene, kChest, {colors.clothes},
              without(scene.body, neckLine(0.20F, 0.115F)));
    for (const float side : kSides)
        paintBody(canvas, scene, {-0.3F, 0.6F, 0.3F, 1}, {colors.trim},
                  Stroke{side * 0.11F, 0.68F, side * 0.115F, 0.90F, 0.014F});
    const auto rim = outline(grown(neckLine(0.22F, 0.115F), 0.03F), 0.032F);
    const float breathY = scene.breathY;
    paintBody(canvas, scene, {-0.45F, 0.5F, 0.45F, 0.85F}, {clothesShade(scene)},
              both(rim, [breathY](float, float y) { return 0.58F - y - breathY; }));
}

void paintTurtleneck(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    paintBody(canvas, scene, kChest, {colors.clothes}, scene.body);
    const float lean =
        0.5F * (scene.neckX - scene.bodyX); // the collar stands between neck and body
    const RoundedBox collar{lean, 0.60F, 0.165F, 0.10F, 0.05F};
    const Box box{-0.3F, 0.45F, 0.3F, 0.8F};
    paintBody(canvas, scene, box, {colors.clothes}, collar);
    paintBody(canvas, scene, box, {clothesShade(scene)}, both(collar, [](float x, float y) {
                  return std::fabs(y - 0.655F + 0.3F * x * x) - 0.010F;
              }));
    paintBody(canvas, scene, {-2, 0.72F, 2, 1}, {colors.trim, 0.9F},
              both(scene.body, [](float, float y) { return std::fabs(y - 0.93F) - 0.035F; }));
}

void paintArmCreases(Canvas& canvas, const PuppetScene& scene)
{
    const float breathY = scene.breathY; // creases stay where they are when the chest moves
    const float width = scene.identity.build.shoulders;
    for (const float side : kSides)
        paintBody(canvas, scene, boxAround(side * 0.45F * width, 0.95F, 0.05F, 0.15F),
                  {clothesShade(scene), 0.8F},
                  Stroke{side * 0.47F * width, 0.86F - breathY, side * 0.43F * width,
                         1.05F - breathY, 0.012F});
}

} // namespace

void paintNeckAndClothes(Canvas& canvas, const PuppetScene& scene)
{
    paintNeck(canvas, scene, neckShape(scene, 0.55F, 0.36F));
    switch (scene.identity.look.clothes) {
    case Clothes::TShirt: paintTShirt(canvas, scene); break;
    case Clothes::Shirt: paintShirt(canvas, scene); break;
    case Clothes::Hoodie: paintHoodie(canvas, scene); break;
    case Clothes::Turtleneck: paintTurtleneck(canvas, scene); break;
    }
    paintArmCreases(canvas, scene);
    paintGarmentDetail(canvas, scene);
}

void paintNeckShadow(Canvas& canvas, const PuppetScene& scene)
{
    const HeadSpace space = scene.space;
    const HeadOutline head = scene.head;
    const BodyOutline body = scene.body;
    const RoundedBox neck = neckShape(scene, 0.50F, 0.36F);
    const float bodyX = scene.bodyX;
    const float bodyY = scene.breathY;
    const Box box{-head.halfWidth, 0.1F, head.halfWidth, head.halfHeight + 0.2F};
    paintHead(canvas, scene, box, {scaled(scene.neck, 0.86F), 0.6F}, [=](float u, float v) {
        const Point point = space.toPicture(u, v);
        const float clothes = body(point.x - bodyX, point.y - bodyY);
        const float onNeck = std::max(neck(point.x, point.y), -clothes - 0.02F);
        return std::max(head(u, v - 0.065F), onNeck);
    });
}

} // namespace imprint::engine
