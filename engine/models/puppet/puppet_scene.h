#pragma once

#include "engine/models/puppet/puppet_canvas.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <array>

namespace imprint::engine {

struct Point {
    float x, y;
};

/// Left and right, as signs. The left of the picture comes first.
inline constexpr std::array kSides = {-1.0F, 1.0F};

/// The head's own coordinates (u, v): origin in the middle of the head, turned and scaled about the neck.
struct HeadSpace {
    float x, y, scale, cosine, sine;

    Point toHead(float pictureX, float pictureY) const
    {
        const float dx = (pictureX - x) / scale;
        const float dy = (pictureY - y - kPivot) / scale;
        return {cosine * dx + sine * dy, cosine * dy - sine * dx + kPivot};
    }
    Point toPicture(float u, float v) const
    {
        const float w = v - kPivot;
        return {(cosine * u - sine * w) * scale + x, (sine * u + cosine * w) * scale + y + kPivot};
    }
    /// The smallest upright box in the picture around a box of the head.
    Box toPicture(const Box& box) const;

    static constexpr float kPivot = 0.35F; ///< the neck, below the middle of the head
};

/// Outline of the skull: an ellipse that narrows towards the chin. In head coordinates.
struct HeadOutline {
    float halfWidth, halfHeight, taper;
    float operator()(float u, float v) const
    {
        const float down = std::max(v, 0.0F) / halfHeight;
        const float narrowing = 1.0F - taper * down * down;
        return ellipseDistance(u / narrowing, v, halfWidth, halfHeight) * 0.97F;
    }
};

/// Shoulders and chest, in body coordinates (the middle of the body is x = 0).
struct BodyOutline {
    float width = 1.0F; ///< of the shoulders, as a part of the usual
    float operator()(float x, float y) const
    {
        const float side = std::fabs(x) / width;
        const float arm = std::max(side - 0.58F, 0.0F);
        const float top = 0.585F + 0.16F * smoothStep(0.10F, 0.62F, side) + 3.6F * arm * arm;
        return (top - y) * 0.9F;
    }
};

/// One frame to paint, with everything that several layers derive from identity and pose.
struct PuppetScene {
    const PuppetIdentity& identity;
    const PuppetPose& pose;
    HeadSpace space;
    HeadOutline head;
    BodyOutline body;
    float bodyX;   ///< the body follows the head a little
    float breathY; ///< the chest moves with the breath
    float neckX;
    Rgb shade;    ///< skin in the shade
    Rgb hairDark; ///< hair in the shade, beards and brows
    Rgb neck;
};

/// identity, pose  must outlive the scene
PuppetScene makeScene(const PuppetIdentity& identity, const PuppetPose& pose);

/// Paints a shape given in head coordinates.
template <class Distance>
void paintHead(Canvas& canvas, const PuppetScene& scene, const Box& box, const Fill& fill,
               Distance distance)
{
    const HeadSpace space = scene.space;
    canvas.paint(space.toPicture(box), fill, [space, distance](float x, float y) {
        const Point point = space.toHead(x, y);
        return distance(point.x, point.y) * space.scale;
    });
}

/// Paints a shape given in body coordinates.
template <class Distance>
void paintBody(Canvas& canvas, const PuppetScene& scene, const Box& box, const Fill& fill,
               Distance distance)
{
    const float dx = scene.bodyX;
    const float dy = scene.breathY;
    const Box moved{box.left + dx, box.top + dy, box.right + dx, box.bottom + dy};
    canvas.paint(moved, fill,
                 [distance, dx, dy](float x, float y) { return distance(x - dx, y - dy); });
}

} // namespace imprint::engine
