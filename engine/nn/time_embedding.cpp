#include "engine/nn/time_embedding.h"

#include <cmath>

namespace imprint::engine {

at::Tensor timeSinusoid(const at::Tensor& t, std::int64_t half, double denominator,
                        at::ScalarType type)
{
    const at::Tensor steps = at::arange(half, t.options().dtype(at::kDouble)).div_(denominator);
    const at::Tensor frequencies = at::exp(steps.mul_(-std::log(10000.0)));
    const at::Tensor angles = t.to(at::kDouble).unsqueeze(-1) * frequencies;
    return at::cat({angles.cos(), angles.sin()}, -1).to(type);
}

} // namespace imprint::engine
