#include "app/train/speech/mouth_curves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace imprint::train {
namespace {

constexpr float kTinyWeight = 1e-4F; // keeps the mouth at rest where nothing speaks
constexpr float kPlateau = 0.6F;     // of half a phoneme: there its weight is full
constexpr float kReach = 8;          // decay times after which a weight no longer counts
constexpr double kShortestClosureS = 0.04;
constexpr float kClosureEdgeS = 0.03F;
constexpr float kClosedShare = 0.97F;

constexpr std::size_t kParts = 6;
using Parts = std::array<float, kParts>;

Parts partsOf(const engine::MouthPose& pose)
{
    return {pose.open, pose.wide, pose.round, pose.teeth, pose.tongue, pose.press};
}

engine::MouthPose poseOf(const Parts& parts)
{
    return {parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]};
}

double timeOf(int value)
{
    return (value + 0.5) / kMouthRate;
}

/// Values whose time lies in [beginS, endS], cut to 0 .. count.
struct ValueRange {
    int first;
    int last;
};

ValueRange valuesBetween(double beginS, double endS, int count)
{
    return {std::clamp(static_cast<int>(std::floor(beginS * kMouthRate)), 0, count),
            std::clamp(static_cast<int>(std::ceil(endS * kMouthRate)), 0, count)};
}

struct Blend {
    Parts sum{};
    float weight = kTinyWeight;
};

void addSpan(std::vector<Blend>& blends, const VisemeSpan& span)
{
    const VisemeShape& shape = shapeOf(span.viseme);
    const auto lengthS = static_cast<float>(span.endS - span.beginS);
    float dominance = shape.dominance;
    if (span.viseme == Viseme::Silence) // a long pause rests more firmly than a hesitation
        dominance *= std::clamp(lengthS / 0.12F, 0.6F, 1.5F);
    const double centreS = (span.beginS + span.endS) / 2;
    const double reachS = static_cast<double>(kReach * shape.decayS);
    const Parts target = partsOf(shape.target);
    const ValueRange range =
        valuesBetween(span.beginS - reachS, span.endS + reachS, static_cast<int>(blends.size()));
    for (int j = range.first; j < range.last; ++j) {
        const auto distanceS = static_cast<float>(std::abs(timeOf(j) - centreS));
        const float outsideS = std::max(distanceS - kPlateau * lengthS / 2, 0.0F);
        const float weight = dominance * std::exp(-outsideS / shape.decayS);
        Blend& blend = blends[static_cast<std::size_t>(j)];
        for (std::size_t part = 0; part < kParts; ++part)
            blend.sum[part] += weight * target[part];
        blend.weight += weight;
    }
}

std::vector<Parts> smoothed(const std::vector<Blend>& blends)
{
    constexpr std::array<float, 5> kHann = {0.25F, 0.75F, 1, 0.75F, 0.25F};
    constexpr float kHannSum = 3;
    const auto count = static_cast<int>(blends.size());
    std::vector<Parts> curves(blends.size());
    for (int j = 0; j < count; ++j)
        for (int tap = 0; tap < 5; ++tap) {
            const Blend& blend =
                blends[static_cast<std::size_t>(std::clamp(j + tap - 2, 0, count - 1))];
            const float share = kHann[static_cast<std::size_t>(tap)] / kHannSum / blend.weight;
            for (std::size_t part = 0; part < kParts; ++part)
                curves[static_cast<std::size_t>(j)][part] += share * blend.sum[part];
        }
    return curves;
}

/// How closed the lips are at each value, 0 .. 1: 1 in the closure, bell-shaped edges.
std::vector<float> closedness(const std::vector<LipClosure>& closures, int count)
{
    std::vector<float> closed(static_cast<std::size_t>(count), 0.0F);
    for (const LipClosure& closure : closures) {
        const double beginS = std::min(closure.beginS, closure.endS - kShortestClosureS);
        const ValueRange range = valuesBetween(beginS - 0.1, closure.endS + 0.1, count);
        for (int j = range.first; j < range.last; ++j) {
            const double timeS = timeOf(j);
            const auto outsideS =
                static_cast<float>(std::max({beginS - timeS, timeS - closure.endS, 0.0}));
            const float edge = outsideS / kClosureEdgeS;
            float& value = closed[static_cast<std::size_t>(j)];
            value = std::max(value, std::exp(-edge * edge));
        }
    }
    return closed;
}

} // namespace

std::vector<engine::MouthPose> mouthCurves(const MouthScript& script, int count)
{
    std::vector<Blend> blends(static_cast<std::size_t>(count));
    for (const VisemeSpan& span : script.visemes)
        addSpan(blends, span);
    const std::vector<Parts> curves = smoothed(blends);
    const std::vector<float> closed = closedness(script.closures, count);
    std::vector<engine::MouthPose> mouth;
    mouth.reserve(curves.size());
    for (std::size_t j = 0; j < curves.size(); ++j) {
        engine::MouthPose pose = poseOf(curves[j]);
        // Applied after smoothing: a short closure must not be smoothed open again.
        pose.open *= 1 - kClosedShare * closed[j];
        pose.press = std::max(0.5F * pose.press, closed[j]);
        mouth.push_back(pose);
    }
    return mouth;
}

} // namespace imprint::train
