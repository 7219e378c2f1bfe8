#include "app/train/optim/correlation.h"

#include <cmath>

namespace imprint::train {

double correlation(const at::Tensor& a, const at::Tensor& b)
{
    const at::Tensor x = a.flatten().to(at::kDouble);
    const at::Tensor y = b.flatten().to(at::kDouble);
    const at::Tensor dx = x - x.mean();
    const at::Tensor dy = y - y.mean();
    const double scale =
        std::sqrt(dx.square().sum().item<double>() * dy.square().sum().item<double>());
    return scale > 0 ? (dx * dy).sum().item<double>() / scale : 0.0;
}

} // namespace imprint::train
