#include "engine/models/puppet/puppet_background.h"

namespace imprint::engine {
namespace {

constexpr float kSpan = 2.6F; ///< objects leave on one side and come back on the other
constexpr Rgb kStarColor{1.0F, 0.86F, 0.35F};

float wrapped(float position)
{
    return kSpan * (fraction(position / kSpan) - 0.5F);
}

void paintPattern(Canvas& canvas, const PuppetScene& scene)
{
    const PuppetColors& colors = scene.identity.colors;
    const Rgb light = mix(mix(colors.backgroundTop, colors.backgroundBottom, 0.4F), kWhite, 0.22F);
    const float side = scene.identity.side;
    switch (scene.identity.look.pattern) {
    case Pattern::Plain: break;
    case Pattern::Disc: canvas.paint(kEverywhere, {light, 0.6F}, Circle{0, -0.1F, 0.86F}); break;
    case Pattern::Stripes:
        canvas.paint(kEverywhere, {light, 0.45F}, [](float x, float y) {
            return (std::fabs(fraction((x + y * 0.6F) * 1.6F) - 0.5F) - 0.25F) * 0.53F;
        });
        break;
    case Pattern::Dots:
        canvas.paint(kEverywhere, {light, 0.55F}, [](float x, float y) {
            const float cellX = fraction(x * 2.5F + 0.5F) - 0.5F;
            const float cellY = fraction(y * 2.5F) - 0.5F;
            return (length(cellX, cellY) - 0.18F) * 0.4F;
        });
        break;
    case Pattern::Hills:
        canvas.paint({-2, 0.1F, 2, 2}, {mix(colors.backgroundBottom, kWhite, 0.30F), 0.7F},
                     [side](float x, float y) {
                         return 0.42F - 0.10F * std::sin(3.1F * x + 1.0F + side) - y;
                     });
        break;
    }
}

/// One moving object: everything follows from its phase and the time.
struct MovingObject {
    float phase, direction, speed, radius;
};

MovingObject movingObject(float identityPhase, int index)
{
    const float phase = identityPhase * 7.13F + static_cast<float>(index) * 2.399F;
    const float direction = index % 2 == 1 ? -1.0F : 1.0F;
    return {phase, direction, (0.10F + 0.05F * std::sin(3.0F * phase)) * direction,
            0.10F + 0.05F * std::fabs(std::sin(1.7F * phase))};
}

/// Clouds and stars drift sideways, each on its own height.
Point driftingPlace(const MovingObject& object, int index, float time)
{
    return {wrapped(object.phase * 1.3F + object.speed * time),
            -0.80F + 0.33F * static_cast<float>(index) +
                0.06F * std::sin(object.phase + 0.9F * time)};
}

/// Bubbles rise beside the head.
Point risingPlace(const MovingObject& object, float time)
{
    return {object.direction * (0.72F + 0.12F * std::sin(object.phase)) +
                0.05F * std::sin(0.8F * time + object.phase),
            wrapped(object.phase * 0.9F - std::fabs(object.speed) * time)};
}

void paintCloud(Canvas& canvas, Point place, float radius, Rgb color)
{
    const Ellipse middle{place.x, place.y, 1.1F * radius, 0.85F * radius};
    const Circle left{place.x - 1.1F * radius, place.y + 0.25F * radius, 0.6F * radius};
    const Circle right{place.x + 1.1F * radius, place.y + 0.25F * radius, 0.6F * radius};
    canvas.paint(boxAround(place.x, place.y, 2.4F * radius, 1.4F * radius), {color, 0.85F},
                 [middle, left, right](float x, float y) {
                     return std::min(middle(x, y), std::min(left(x, y), right(x, y)));
                 });
}

void paintBubble(Canvas& canvas, Point place, float radius, Rgb color)
{
    const Box box = boxAround(place.x, place.y, radius, radius);
    canvas.paint(box, {color, 0.55F}, Circle{place.x, place.y, 0.9F * radius});
    canvas.paint(box, {kWhite, 0.8F},
                 Circle{place.x - 0.3F * radius, place.y - 0.3F * radius, 0.2F * radius});
}

void paintStar(Canvas& canvas, Point place, float radius, float angle)
{
    canvas.paint(boxAround(place.x, place.y, radius, radius), {kStarColor, 0.95F},
                 [place, radius, angle](float x, float y) {
                     const float dx = x - place.x;
                     const float dy = y - place.y;
                     const float around = std::atan2(dy, dx) + angle;
                     return length(dx, dy) - radius * (0.62F + 0.25F * std::cos(5.0F * around));
                 });
}

void paintObject(Canvas& canvas, const PuppetScene& scene, int index)
{
    const MovingObject object = movingObject(scene.identity.objectPhase, index);
    const float time = scene.pose.backgroundTime;
    const Rgb pale = mix(scene.identity.colors.backgroundTop, kWhite, 0.75F);
    switch (scene.identity.look.objects) {
    case MovingObjects::None: break;
    case MovingObjects::Clouds:
        paintCloud(canvas, driftingPlace(object, index, time), object.radius, pale);
        break;
    case MovingObjects::Bubbles:
        paintBubble(canvas, risingPlace(object, time), object.radius, pale);
        break;
    case MovingObjects::Stars:
        paintStar(canvas, driftingPlace(object, index, time), object.radius,
                  0.7F * time * -object.direction);
        break;
    }
}

} // namespace

void paintBackground(Canvas& canvas, const PuppetScene& scene)
{
    canvas.fillGradient(scene.identity.colors.backgroundTop,
                        scene.identity.colors.backgroundBottom);
    paintPattern(canvas, scene);
    for (int index = 0; index < scene.identity.objectCount; ++index)
        paintObject(canvas, scene, index);
}

} // namespace imprint::engine
