#include "audio/dsp/track_correlation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace imprint::audio {
namespace {

double mean(std::span<const float> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double pearson(std::span<const float> a, std::span<const float> b)
{
    const double meanA = mean(a);
    const double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double x = static_cast<double>(a[i]) - meanA;
        const double y = static_cast<double>(b[i]) - meanB;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    constexpr double kConstant = 1e-12; // rounding noise of a constant track
    const auto count = static_cast<double>(a.size());
    return aa > kConstant * count && bb > kConstant * count ? ab / std::sqrt(aa * bb) : 0.0;
}

} // namespace

double correlationAtLag(std::span<const float> track, std::span<const float> followed, int lag)
{
    const auto trackFrom = static_cast<std::size_t>(std::max(lag, 0));
    const auto followedFrom = static_cast<std::size_t>(std::max(-lag, 0));
    if (trackFrom >= track.size() || followedFrom >= followed.size())
        return 0;
    const std::size_t count = std::min(track.size() - trackFrom, followed.size() - followedFrom);
    return pearson(track.subspan(trackFrom, count), followed.subspan(followedFrom, count));
}

TrackMatch matchTracks(std::span<const float> track, std::span<const float> followed, int maxLag)
{
    const double atZero = correlationAtLag(track, followed, 0);
    TrackMatch best{.correlation = atZero, .lag = 0, .atZero = atZero};
    for (int distance = 1; distance <= maxLag; ++distance)
        for (const int lag : {-distance, distance})
            if (const double found = correlationAtLag(track, followed, lag);
                found > best.correlation) {
                best.correlation = found;
                best.lag = lag;
            }
    return best;
}

} // namespace imprint::audio
