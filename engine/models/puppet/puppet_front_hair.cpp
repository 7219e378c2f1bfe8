#include "engine/models/puppet/puppet_hair.h"

namespace imprint::engine {
namespace {

constexpr float kHairDepth = 0.055F; ///< how far the hair stands off the skull

/// Styles that hang down beside the face leave a window for it; the others end above the ears.
constexpr bool framesFace(HairStyle style)
{
    return style == HairStyle::Bob || style == HairStyle::Long || style == HairStyle::Pigtails;
}

/// Height of the hair's lower edge above the forehead; across: -1 .. 1 over the width of the head.
/// The style is a template parameter because a branch in it would keep the painter's loop from vectorising.
template <HairStyle Style>
float hairline(float across, float side)
{
    const float a = std::fabs(across);
    const float square = across * across;
    switch (Style) {
    case HairStyle::Short:
        return -0.25F + 0.13F * across * side + 0.05F * square +
               0.42F * smoothStep(0.80F, 1.02F, a);
    case HairStyle::Bob: return -0.17F - 0.03F * square;
    case HairStyle::Long: return -0.42F + 0.40F * std::pow(a, 1.3F);
    case HairStyle::Bun: return -0.33F + 0.20F * square + 0.25F * smoothStep(0.85F, 1.05F, a);
    case HairStyle::Curly:
        return -0.27F + 0.035F * std::cos(17.0F * across) + 0.35F * smoothStep(0.78F, 1.02F, a);
    case HairStyle::Spiky:
        return -0.33F + 0.20F * (1.0F - zigzag(across * 3.2F + 0.3F * side)) +
               0.30F * smoothStep(0.82F, 1.02F, a);
    case HairStyle::Pigtails: return -0.24F - 0.10F * across * side - 0.10F * square;
    case HairStyle::Bald: break;
    }
    return -9.0F;
}

/// Half width of the window for the face at height v, as a part of the head's half width.
template <HairStyle Style>
float windowWidth(float v)
{
    switch (Style) {
    case HairStyle::Bob: return 0.855F + 0.165F * v;
    case HairStyle::Long: return std::min(0.80F + 0.29F * v, 0.97F);
    default: return 0.90F + 0.17F * v;
    }
}

/// The lowest point that front hair reaches.
constexpr float lowestHair(HairStyle style)
{
    switch (style) {
    case HairStyle::Long: return 0.60F;
    case HairStyle::Bob: return 0.40F;
    case HairStyle::Pigtails: return 0.30F;
    default: return 0.12F;
    }
}

/// Everything in front of the skull that is hair, before it is cut off at its lowest point.
template <HairStyle Style>
struct FrontHairShape {
    HeadOutline head;
    float capX, fringeX, fringeY; ///< shifts that follow from yaw and pitch
    float side;

    float cap(float u, float v) const
    {
        const float x = u - capX;
        const float halfWidth = head.halfWidth + kHairDepth;
        const float halfHeight = head.halfHeight + kHairDepth;
        if constexpr (Style == HairStyle::Curly) {
            const float curls = 0.02F * std::cos(15.0F * std::atan2(v + 0.02F, x));
            return ellipseDistance(x, v + 0.02F, halfWidth + 0.05F, halfHeight + 0.06F) * 0.95F -
                   curls;
        } else if constexpr (Style == HairStyle::Spiky) {
            const float spikes = 0.075F * (1.0F - zigzag(3.5F * std::atan2(v, x)));
            return (ellipseDistance(x, v, halfWidth, halfHeight) - spikes) * 0.85F;
        } else {
            return ellipseDistance(x, v, halfWidth, halfHeight);
        }
    }

    float fringe(float u, float v) const
    {
        const float across = (u - fringeX) / head.halfWidth;
        const float below = v - fringeY - hairline<Style>(across, side);
        if constexpr (framesFace(Style)) {
            constexpr float kCornerRadius = 0.09F;
            const float beside = (std::fabs(across) - windowWidth<Style>(v)) * head.halfWidth;
            return -roundedCorner(-below * 0.9F, beside, kCornerRadius);
        } else {
            // Dividing by the slope keeps the edge one pixel wide where the hairline is steep.
            constexpr float kStep = 0.01F;
            const float next = v - fringeY - hairline<Style>(across + kStep, side);
            const float slope = (next - below) / (kStep * head.halfWidth);
            return below / std::sqrt(1.0F + slope * slope);
        }
    }

    /// Where the hairline climbs over the edge of the skull, no sky may show between skull and cap.
    float aboveSkull(float u, float v) const { return std::max(-head(u, v) - 0.012F, v + 0.02F); }

    float operator()(float u, float v) const
    {
        return std::max(cap(u, v), std::min(fringe(u, v), aboveSkull(u, v)));
    }
};

template <HairStyle Style>
void paintForeheadShadow(Canvas& canvas, const PuppetScene& scene, const Box& box,
                         const FrontHairShape<Style>& hair)
{
    const HeadOutline head = scene.head;
    const float lowest = lowestHair(Style) - 0.02F;
    paintHead(canvas, scene, box, {scaled(scene.shade, 0.9F), 0.45F, 2.0F},
              [hair, head, lowest](float u, float v) {
                  const float onSkin = std::max(hair(u - 0.005F, v - 0.035F), head(u, v));
                  return std::max(onSkin, v - lowest);
              });
}

template <HairStyle Style>
void paintShine(Canvas& canvas, const PuppetScene& scene, const FrontHairShape<Style>& hair)
{
    const HeadOutline& head = scene.head;
    const float x = scene.pose.yaw * 0.045F;
    const float middle = x - 0.12F * scene.identity.side;
    const Ellipse arch{x, 0.02F, head.halfWidth * 0.86F, head.halfHeight * 0.84F};
    const Box box{middle - 0.27F, -head.halfHeight - 0.1F, middle + 0.27F, 0};
    paintHead(canvas, scene, box, {mix(scene.identity.colors.hair, kWhite, 0.22F), 0.75F, 1.5F},
              [hair, arch, middle](float u, float v) {
                  const float fromMiddle = std::fabs(u - middle);
                  const float stroke = std::fabs(arch(u, v)) - 0.018F * (1.0F - fromMiddle / 0.26F);
                  return std::max(std::max(stroke, fromMiddle - 0.24F), hair(u, v) + 0.02F);
              });
}

template <HairStyle Style>
void paintFrontHairOf(Canvas& canvas, const PuppetScene& scene)
{
    const HeadOutline& head = scene.head;
    const float yaw = scene.pose.yaw;
    const FrontHairShape<Style> hair{.head = head,
                                     .capX = yaw * 0.018F,
                                     .fringeX = yaw * 0.075F,
                                     .fringeY = scene.pose.pitch * 0.03F,
                                     .side = scene.identity.side};
    const float bottom = lowestHair(Style) + 0.06F;
    const Box box{-head.halfWidth - 0.15F, -head.halfHeight - 0.2F, head.halfWidth + 0.15F, bottom};
    paintForeheadShadow(canvas, scene, box, hair);
    paintHead(canvas, scene, box, {scene.identity.colors.hair}, [hair](float u, float v) {
        const float end = lowestHair(Style) + 0.03F * std::cos(20.0F * u);
        return std::max(hair(u, v), v - end);
    });
    paintShine(canvas, scene, hair);
}

} // namespace

void paintFrontHair(Canvas& canvas, const PuppetScene& scene)
{
    switch (scene.identity.look.hairStyle) {
    case HairStyle::Short: paintFrontHairOf<HairStyle::Short>(canvas, scene); break;
    case HairStyle::Bob: paintFrontHairOf<HairStyle::Bob>(canvas, scene); break;
    case HairStyle::Long: paintFrontHairOf<HairStyle::Long>(canvas, scene); break;
    case HairStyle::Bun: paintFrontHairOf<HairStyle::Bun>(canvas, scene); break;
    case HairStyle::Curly: paintFrontHairOf<HairStyle::Curly>(canvas, scene); break;
    case HairStyle::Spiky: paintFrontHairOf<HairStyle::Spiky>(canvas, scene); break;
    case HairStyle::Pigtails: paintFrontHairOf<HairStyle::Pigtails>(canvas, scene); break;
    case HairStyle::Bald: break;
    }
}

} // namespace imprint::engine
