#include "engine/nn/activations.h"

#include <numbers>

namespace imprint::engine {

at::Tensor geluTanh(const at::Tensor& x)
{
    if (x.scalar_type() != at::kFloat)
        return at::gelu(x, "tanh");
    constexpr double kLinear = 2.0 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi; // 2 √(2/π)
    constexpr double kCubic = 0.044715 * kLinear;
    // In place only where training keeps nothing of it.
    const at::Tensor slope = at::square(x).mul_(kCubic).add_(kLinear);
    return x * at::sigmoid(slope * x);
}

} // namespace imprint::engine
