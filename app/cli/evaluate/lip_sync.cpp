#include "app/cli/evaluate/lip_sync.h"

#include "app/cli/evaluate/frame_trace.h"
#include "audio/dsp/loudness_envelope.h"
#include "audio/dsp/track_correlation.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

// Both tracks are compared at this rate, whatever the video's.
constexpr int kRate = 25;
constexpr double kStepMs = 1000.0 / kRate;
constexpr int kMaxLag = static_cast<int>(LipMeter::kMostLagMs / kStepMs);
constexpr std::size_t kFewest = 2 * kRate;
// Below this a lag is chance: so much do unrelated tracks of some seconds agree at their best lag.
constexpr double kLeastCorrelation = 0.3;

/// A track at its own times, read at even ones from the first time on: straight lines between.
std::vector<float> atEvenTimes(std::span<const double> seconds, std::span<const float> values,
                               std::size_t count)
{
    std::vector<float> even;
    std::size_t next = 0; // the first time behind the one that is asked for
    for (std::size_t i = 0; i < count; ++i) {
        const double time = static_cast<double>(i) / kRate;
        while (next < seconds.size() && seconds[next] <= time)
            ++next;
        if (next == 0 || next == seconds.size()) {
            even.push_back(values[next == 0 ? 0 : next - 1]);
            continue;
        }
        const double share = (time - seconds[next - 1]) / (seconds[next] - seconds[next - 1]);
        even.push_back(std::lerp(values[next - 1], values[next], static_cast<float>(share)));
    }
    return even;
}

double deviation(std::span<const float> values)
{
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto count = static_cast<double>(values.size());
    return std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
}

/// Where a parabola through the correlations around the best lag has its top, in steps.
double refined(std::span<const float> track, std::span<const float> followed, int lag)
{
    const double before = audio::correlationAtLag(track, followed, lag - 1);
    const double best = audio::correlationAtLag(track, followed, lag);
    const double after = audio::correlationAtLag(track, followed, lag + 1);
    const double bend = before - 2 * best + after;
    return bend < 0 ? lag + std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : lag;
}

} // namespace

void LipMeter::add(const at::Tensor& pixels, std::span<const double> seconds)
{
    IMPRINT_ASSERT(pixels.size(0) == static_cast<std::int64_t>(seconds.size()), pixels.size(0),
                   " pictures at ", seconds.size(), " times");
    const at::Tensor open =
        m_probe(probePixels(pixels))
            .readings.select(1, static_cast<std::int64_t>(engine::Reading::Open))
            .to(at::kFloat)
            .contiguous();
    const float* first = open.const_data_ptr<float>();
    m_openings.insert(m_openings.end(), first, first + open.numel());
    m_seconds.insert(m_seconds.end(), seconds.begin(), seconds.end());
}

LipSync LipMeter::against(std::span<const float> samples) const
{
    const std::vector<float> loudness = audio::loudnessEnvelope(samples, kRate);
    const std::size_t shown =
        m_seconds.empty() ? 0 : static_cast<std::size_t>(m_seconds.back() * kRate) + 1;
    const std::size_t count = std::min(shown, loudness.size());
    if (count < kFewest)
        throw Error(ErrorCode::BadInput,
                    concat("pictures and voice have ", static_cast<double>(count) / kRate,
                           " seconds in common, too few to compare them"),
                    "Use a video of two seconds or more with its voice");
    const std::vector<float> open = atEvenTimes(m_seconds, m_openings, count);
    const std::span<const float> heard = std::span(loudness).first(count);
    const audio::TrackMatch match = audio::matchTracks(open, heard, kMaxLag);
    LipSync result{.pictures = static_cast<std::int64_t>(m_seconds.size()),
                   .seconds = m_seconds.back() - m_seconds.front(),
                   .movement = deviation(open),
                   .correlation = match.correlation,
                   .lagMs = std::nullopt};
    if (match.correlation >= kLeastCorrelation)
        result.lagMs = kStepMs * refined(open, heard, match.lag);
    return result;
}

} // namespace imprint::app
