#include "app/cli/evaluate/pooled_tracks.h"

#include "engine/core/error.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace imprint::app {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::vector<float> withoutMean(std::span<const float> values)
{
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    const auto mean = static_cast<float>(sum / static_cast<double>(values.size()));
    std::vector<float> centred(values.begin(), values.end());
    for (float& value : centred)
        value -= mean;
    return centred;
}

double squares(const std::vector<float>& values)
{
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

} // namespace

void PooledTracks::add(std::span<const float> track, std::span<const float> followed)
{
    IMPRINT_ASSERT(track.size() == followed.size() && !track.empty(), "tracks of ", track.size(),
                   " and ", followed.size(), " frames");
    m_clips.push_back({withoutMean(track), withoutMean(followed)});
}

double PooledTracks::correlation(int lag) const
{
    if (m_clips.empty())
        return kUnknown;
    double both = 0;
    double tracks = 0;
    double followed = 0;
    for (const Clip& clip : m_clips) {
        const auto count = static_cast<int>(clip.track.size());
        for (int i = std::max(0, -lag); i < count && i + lag < count; ++i) {
            const double t = clip.track[static_cast<std::size_t>(i + lag)];
            const double f = clip.followed[static_cast<std::size_t>(i)];
            both += t * f;
            tracks += t * t;
            followed += f * f;
        }
    }
    const double scale = std::sqrt(tracks * followed);
    return scale > 0 ? both / scale : 0.0;
}

int PooledTracks::bestLag(int maxLag) const
{
    int best = 0;
    for (int distance = 1; distance <= maxLag; ++distance)
        for (const int lag : {-distance, distance})
            if (correlation(lag) > correlation(best))
                best = lag;
    return best;
}

double PooledTracks::amplitude() const
{
    double tracks = 0;
    double followed = 0;
    for (const Clip& clip : m_clips) {
        tracks += squares(clip.track);
        followed += squares(clip.followed);
    }
    return followed > 0 ? std::sqrt(tracks / followed) : kUnknown;
}

int countClosings(std::span<const float> track)
{
    constexpr float kClosed = 0.6F;
    constexpr float kOpen = 0.3F;
    int closings = 0;
    bool closed = false;
    for (const float value : track) {
        if (!closed && value > kClosed)
            ++closings;
        closed = closed ? value >= kOpen : value > kClosed;
    }
    return closings;
}

} // namespace imprint::app
