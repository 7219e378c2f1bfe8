#include "app/cli/evaluate/brow_meter.h"

#include "app/cli/evaluate/nearest_colour.h"
#include "engine/core/error.h"

namespace imprint::app {

void BrowMeter::add(const at::Tensor& truth, const at::Tensor& made, const at::Tensor& brows)
{
    IMPRINT_ASSERT(truth.sizes() == made.sizes(), "truth ", truth.sizes(), ", made ", made.sizes());
    const at::Tensor off = fromNearestColour(truth.to(at::kFloat), made.to(at::kFloat));
    m_levels += (off * brows).sum().item<double>();
    m_pixels += brows.sum().item<double>();
}

double BrowMeter::levelsOff() const
{
    return m_levels / m_pixels;
}

} // namespace imprint::app
