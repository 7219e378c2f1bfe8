#pragma once

#include <algorithm>
#include <cmath>

/// Signed distances: negative inside, positive outside, about one unit per unit of length near the edge.
/// Shapes are small callables `distance(x, y)`, copied by value so that the painter's inner loop vectorises.
namespace imprint::engine {

inline float clampUnit(float x)
{
    return std::clamp(x, 0.0F, 1.0F);
}

inline float smoothStep(float from, float to, float x)
{
    const float t = clampUnit((x - from) / (to - from));
    return t * t * (3.0F - 2.0F * t);
}

inline float fraction(float x)
{
    return x - std::floor(x);
}

/// 1 at every whole number, 0 half-way between.
inline float zigzag(float x)
{
    return std::fabs(2.0F * fraction(x) - 1.0F);
}

/// Height of the unit half circle above x; 0 outside.
inline float arc(float x)
{
    return std::sqrt(std::max(1.0F - x * x, 0.0F));
}

inline float length(float x, float y)
{
    return std::sqrt(x * x + y * y);
}

inline float ellipseDistance(float x, float y, float radiusX, float radiusY)
{
    constexpr float kTiny = 1e-6F;
    const float ax = x / radiusX;
    const float ay = y / radiusY;
    const float k0 = length(ax, ay) + kTiny;
    const float k1 = length(ax / radiusX, ay / radiusY) + kTiny;
    return k0 * (k0 - 1.0F) / k1;
}

inline float boxDistance(float x, float y, float halfWidth, float halfHeight, float radius)
{
    const float qx = std::fabs(x) - halfWidth + radius;
    const float qy = std::fabs(y) - halfHeight + radius;
    return length(std::max(qx, 0.0F), std::max(qy, 0.0F)) + std::min(std::max(qx, qy), 0.0F) -
           radius;
}

/// Intersection of two half planes (or shapes) whose common corner is rounded.
inline float roundedCorner(float a, float b, float radius)
{
    return std::min(-radius, std::max(a, b)) +
           length(std::max(a + radius, 0.0F), std::max(b + radius, 0.0F));
}

struct Circle {
    float x, y, radius;
    float operator()(float u, float v) const { return length(u - x, v - y) - radius; }
};

struct Ellipse {
    float x, y, radiusX, radiusY;
    float operator()(float u, float v) const
    {
        return ellipseDistance(u - x, v - y, radiusX, radiusY);
    }
};

struct RoundedBox {
    float x, y, halfWidth, halfHeight, radius;
    float operator()(float u, float v) const
    {
        return boxDistance(u - x, v - y, halfWidth, halfHeight, radius);
    }
};

/// A line with round ends.
struct Stroke {
    float fromX, fromY, toX, toY, halfThickness;
    float operator()(float u, float v) const
    {
        const float px = u - fromX;
        const float py = v - fromY;
        const float dx = toX - fromX;
        const float dy = toY - fromY;
        const float t = clampUnit((px * dx + py * dy) / (dx * dx + dy * dy + 1e-9F));
        return length(px - dx * t, py - dy * t) - halfThickness;
    }
};

/// The common part of two shapes.
template <class First, class Second>
auto both(First first, Second second)
{
    return [first, second](float u, float v) { return std::max(first(u, v), second(u, v)); };
}

/// The first shape without the second.
template <class Shape, class Hole>
auto without(Shape shape, Hole hole)
{
    return [shape, hole](float u, float v) { return std::max(shape(u, v), -hole(u, v)); };
}

/// The shape grown by `amount` on every side (shrunk if negative).
template <class Shape>
auto grown(Shape shape, float amount)
{
    return [shape, amount](float u, float v) { return shape(u, v) - amount; };
}

/// The outline of a shape.
template <class Shape>
auto outline(Shape shape, float halfThickness)
{
    return
        [shape, halfThickness](float u, float v) { return std::fabs(shape(u, v)) - halfThickness; };
}

} // namespace imprint::engine
