#include "app/cli/evaluate/part_meter.h"

#include "app/cli/evaluate/nearest_colour.h"
#include "engine/core/error.h"

namespace imprint::app {

void PartMeter::add(const at::Tensor& truth, const at::Tensor& made, const at::Tensor& part)
{
    IMPRINT_ASSERT(truth.sizes() == made.sizes(), "truth ", truth.sizes(), ", made ", made.sizes());
    const at::Tensor some = part.flatten(1).any(1).nonzero().squeeze(1);
    if (some.numel() == 0)
        return;
    const auto looked = [&](const at::Tensor& frames) { return frames.index_select(0, some); };
    const at::Tensor off =
        fromNearestColour(looked(truth).to(at::kFloat), looked(made).to(at::kFloat));
    m_levels += off.masked_select(looked(part)).sum().item<double>();
    m_pixels += part.sum().item<double>();
}

double PartMeter::levelsOff() const
{
    return m_levels / m_pixels;
}

} // namespace imprint::app
