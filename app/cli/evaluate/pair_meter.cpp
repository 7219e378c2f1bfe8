#include "app/cli/evaluate/pair_meter.h"

#include "app/cli/evaluate/evaluation_set.h"
#include "app/cli/evaluate/frame_trace.h"
#include "app/cli/evaluate/nearest_colour.h"
#include "engine/core/error.h"

namespace imprint::app {
namespace {

constexpr std::int64_t kEveryFrames = 8;
constexpr double kSpeckLevels = 14; // how far a speck stands out from the median around it
constexpr double kNothingLevels = 7;
constexpr std::int64_t kReach =
    2 * kNearby + 1; // side of the square in which the truth may have it too
constexpr double kStainLevels = 40;
constexpr double kStillLevels = 1;

/// Eyes, brows and hair: the upper half of the head and what is around it.
at::Tensor upperHead(const at::Tensor& luma)
{
    const std::int64_t height = luma.size(-2);
    const std::int64_t width = luma.size(-1);
    return luma.narrow(-2, height / 12, height / 2).narrow(-1, width / 6, width * 2 / 3);
}

/// How far each pixel stands out from the median of its 5 × 5 neighbours: 0 on flats, ramps and edges.
at::Tensor standingOut(const at::Tensor& luma)
{
    const std::int64_t count = luma.size(0);
    const std::int64_t height = luma.size(1);
    const std::int64_t width = luma.size(2);
    const at::Tensor patches = at::im2col(at::replication_pad2d(luma, {2, 2, 2, 2}).unsqueeze(1),
                                          {5, 5}, {1, 1}, {0, 0}, {1, 1}); // [N, 25, H·W]
    const at::Tensor median = std::get<0>(patches.kthvalue(13, 1));
    return (luma - median.reshape({count, height, width})).abs();
}

} // namespace

void PairMeter::add(const at::Tensor& truth, const at::Tensor& made)
{
    IMPRINT_ASSERT(truth.sizes() == made.sizes(), "truth ", truth.sizes(), ", made ", made.sizes());
    const std::int64_t first = (kEveryFrames - m_frames % kEveryFrames) % kEveryFrames;
    if (first < truth.size(0)) {
        const at::Tensor someTruth = truth.slice(0, first, std::nullopt, kEveryFrames);
        const at::Tensor someMade = made.slice(0, first, std::nullopt, kEveryFrames);
        countSpecks(someTruth, someMade);
        if (m_withStains)
            countStains(someTruth, someMade, m_frames + first);
    }
    sumFlicker(truth, made);
    m_frames += truth.size(0);
}

void PairMeter::countSpecks(const at::Tensor& truth, const at::Tensor& made)
{
    const auto looked = [](const at::Tensor& pixels) {
        return standingOut(upperHead(brightness(pixels)));
    };
    const at::Tensor alike =
        at::max_pool2d(looked(truth), {kReach, kReach}, {1, 1}, {kReach / 2, kReach / 2});
    const at::Tensor out = looked(made);
    m_specks += (out.gt(kSpeckLevels) * alike.lt(kNothingLevels)).sum().item<double>();
    m_speckPixels += static_cast<double>(out.numel());
}

void PairMeter::countStains(const at::Tensor& truth, const at::Tensor& made,
                            std::int64_t firstFrame)
{
    const at::Tensor share = fromNearestColour(truth.to(at::kFloat), made.to(at::kFloat))
                                 .gt(kStainLevels)
                                 .to(at::kFloat)
                                 .flatten(1)
                                 .mean(1);
    for (std::int64_t i = 0; i < share.size(0); ++i) {
        m_stains.seconds.push_back(static_cast<double>(firstFrame + i * kEveryFrames) /
                                   kEvaluationFps);
        m_stains.values.push_back(1000 * share[i].item<double>());
    }
}

void PairMeter::sumFlicker(const at::Tensor& truth, const at::Tensor& made)
{
    const auto changes = [](at::Tensor& last, const at::Tensor& now) {
        const at::Tensor levels = now.to(at::kShort);
        const at::Tensor all = last.defined() ? at::cat({last, levels}) : levels;
        last = levels.narrow(0, levels.size(0) - 1, 1).clone();
        return all.diff(1, 0).abs(); // [N or N - 1, 3, H, W]
    };
    const at::Tensor truthChanges = changes(m_lastTruth, truth);
    const at::Tensor madeChanges = changes(m_lastMade, made);
    if (truthChanges.size(0) == 0)
        return;
    const at::Tensor still = truthChanges.amax(1).le(kStillLevels); // [N, H, W]
    m_changes += (madeChanges.to(at::kFloat).mean(1) * still).sum().item<double>();
    m_stillPixels += still.sum().item<double>();
}

double PairMeter::specks() const
{
    return m_speckPixels > 0 ? 1000.0 * m_specks / m_speckPixels : 0.0;
}

double PairMeter::flicker() const
{
    return m_stillPixels > 0 ? m_changes / m_stillPixels : 0.0;
}

} // namespace imprint::app
