#include "app/train/optim/initial_weights.h"

#include <cmath>

namespace imprint::train {
namespace {

double fanIn(at::IntArrayRef shape)
{
    double inputs = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        inputs *= static_cast<double>(shape[i]);
    return inputs;
}

} // namespace

at::Tensor uniformByFanIn(at::IntArrayRef shape, const at::Generator& random)
{
    const double bound = 1.0 / std::sqrt(fanIn(shape));
    return at::rand(shape, random).mul_(2 * bound).sub_(bound);
}

at::Tensor normalByFanIn(at::IntArrayRef shape, const at::Generator& random)
{
    return at::randn(shape, random).mul_(std::sqrt(2.0 / fanIn(shape)));
}

} // namespace imprint::train
