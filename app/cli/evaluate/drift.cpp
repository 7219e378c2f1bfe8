#include "app/cli/evaluate/drift.h"

#include "engine/core/error.h"

#include <limits>

namespace imprint::app {
namespace {

/// Means of whole windows of rows [T, ..] -> [windows, ..]; the rest at the end is left out.
at::Tensor windowMeans(const at::Tensor& rows, std::int64_t window)
{
    const std::int64_t count = rows.size(0) / window;
    std::vector<std::int64_t> shape{count, window};
    for (const std::int64_t size : rows.sizes().slice(1))
        shape.push_back(size);
    return rows.narrow(0, 0, count * window).reshape(shape).mean(1);
}

DriftCurve curveOf(const at::Tensor& values, double secondsPerValue)
{
    DriftCurve curve;
    for (std::int64_t i = 0; i < values.numel(); ++i) {
        curve.seconds.push_back((static_cast<double>(i) + 0.5) * secondsPerValue);
        curve.values.push_back(values[i].item<double>());
    }
    return curve;
}

} // namespace

double DriftCurve::between(double from, double to) const
{
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (seconds[i] >= from && seconds[i] < to) {
            sum += values[i];
            ++count;
        }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

DriftCurve identityDrift(const FrameTrace& trace, int framesPerSecond, double personDistance)
{
    const at::Tensor means = windowMeans(trace.identity, framesPerSecond); // [seconds, 96]
    if (means.size(0) == 0)
        return {};
    return curveOf((means - means[0]).square().sum(1).sqrt() / personDistance, 1.0);
}

double betweenPeople(const at::Tensor& identities)
{
    const std::int64_t count = identities.size(0);
    IMPRINT_ASSERT(count >= 2, "distances between ", count, " people");
    const at::Tensor all =
        (identities.unsqueeze(0) - identities.unsqueeze(1)).square().sum(2).sqrt();
    return all.sum().item<double>() / static_cast<double>(count * (count - 1));
}

DriftCurve colorDrift(const FrameTrace& trace, int framesPerSecond)
{
    constexpr int kSeconds = 2;
    const at::Tensor means = windowMeans(trace.colors, kSeconds * framesPerSecond);
    if (means.size(0) == 0)
        return {};
    return curveOf((means - means[0]).abs().flatten(1).mean(1), kSeconds);
}

} // namespace imprint::app
