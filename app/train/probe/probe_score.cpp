#include "app/train/probe/probe_score.h"

#include "app/train/optim/correlation.h"
#include "app/train/probe/probe_task.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace imprint::train {
namespace {

using engine::AttributeRange;
using engine::FaceSight;
using engine::Reading;

// Seeds of held-out people lie far from those of training.
constexpr std::uint64_t kHeldOut = 1'000'000'000;

} // namespace

ProbeScore scoreProbe(const engine::FaceProbe& probe, int count)
{
    const c10::NoGradGuard noGraph;
    at::Generator generator = randomFor(kHeldOut, "probe/score");
    std::vector<at::Tensor> readings, truths, visible, hits;
    constexpr int kBatch = 50;
    for (int done = 0; done < count; done += kBatch) {
        const FaceSamples samples =
            drawFaces(kHeldOut + static_cast<std::uint64_t>(done), std::min(kBatch, count - done));
        const FaceSight sight = probe(degradePictures(samples.pixels, generator));
        readings.push_back(sight.readings);
        truths.push_back(samples.readings);
        visible.push_back(samples.eyesVisible);
        std::vector<at::Tensor> columns;
        std::int64_t category = 0;
        for (const AttributeRange& range : engine::attributeRanges()) {
            const at::Tensor named = sight.attributes.narrow(1, range.first, range.count).argmax(1);
            columns.push_back(named.eq(samples.attributes.select(1, category++)).to(at::kFloat));
        }
        hits.push_back(at::stack(columns, 1));
    }
    const at::Tensor read = at::cat(readings);
    const at::Tensor truth = at::cat(truths);
    const at::Tensor seen = at::cat(visible).nonzero().squeeze(1);
    const at::Tensor accuracy = at::cat(hits).mean(0);
    ProbeScore score;
    for (const auto& [reading, name] : enumNames(Reading{})) {
        const auto column = static_cast<std::int64_t>(reading);
        const bool eyes = eyeReadings()[0][column].item<float>() > 0;
        const auto pick = [&](const at::Tensor& all) {
            return eyes ? all.select(1, column).index_select(0, seen) : all.select(1, column);
        };
        score.correlations[std::string(name)] = correlation(pick(read), pick(truth));
    }
    std::int64_t category = 0;
    for (const AttributeRange& range : engine::attributeRanges())
        score.accuracies[range.category] = accuracy[category++].item<double>();
    return score;
}

} // namespace imprint::train
