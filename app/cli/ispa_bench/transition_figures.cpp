#include "app/cli/ispa_bench/transition_figures.h"

#include "app/cli/evaluate/figures.h"
#include "engine/core/video_rhythm.h"

#include <algorithm>

namespace imprint::app {
namespace {

/// Change from each frame to the next [T - 1], mean of levels.
at::Tensor changes(const at::Tensor& frames)
{
    std::vector<at::Tensor> parts;
    for (std::int64_t i = 0; i + 1 < frames.size(0); ++i)
        parts.push_back((frames[i + 1].to(at::kFloat) - frames[i].to(at::kFloat)).abs().mean());
    return at::stack(parts);
}

} // namespace

double explainedByBetterHalf(std::vector<IspaLayerFigures> layers, IspaControl control)
{
    if (control != IspaControl::None)
        std::erase_if(layers, [](const IspaLayerFigures& layer) { return !layer.chosen; });
    std::vector<double> values;
    for (const IspaLayerFigures& layer : layers)
        values.push_back(layer.heldOutR2);
    if (values.empty())
        return kUnmeasured;
    std::sort(values.rbegin(), values.rend());
    values.resize((values.size() + 1) / 2);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

double jumpAtTransition(const at::Tensor& frames, int warmFrames, int blockFrames)
{
    const int blocks = (warmFrames - 1 + blockFrames - 1) / blockFrames; // behind the still
    const VideoRhythm rhythm{.blockFrames = static_cast<int>(kFramesPerLatent) * blockFrames};
    const std::int64_t at = rhythm.endFrame(blocks) - 1; // last frame before it
    if (at + 1 >= frames.size(0))
        return kUnmeasured;
    const at::Tensor all = changes(frames);
    const at::Tensor others =
        at::cat({all.narrow(0, 0, at), all.narrow(0, at + 1, all.size(0) - at - 1)});
    return all[at].item<double>() / at::quantile(others, 0.99).item<double>();
}

} // namespace imprint::app
