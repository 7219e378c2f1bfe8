#include "app/cli/evaluate/nearest_colour.h"

namespace imprint::app {

at::Tensor fromNearestColour(const at::Tensor& truth, const at::Tensor& made)
{
    const at::Tensor wide =
        at::replication_pad2d(truth, {kNearby, kNearby, kNearby, kNearby}); // [N, 3, H + 6, W + 6]
    at::Tensor nearest;
    for (std::int64_t y = 0; y <= 2 * kNearby; ++y)
        for (std::int64_t x = 0; x <= 2 * kNearby; ++x) {
            const at::Tensor moved = wide.narrow(2, y, made.size(2)).narrow(3, x, made.size(3));
            const at::Tensor difference = (made - moved).abs_().amax(1);
            nearest = nearest.defined() ? at::minimum(nearest, difference) : difference;
        }
    return nearest;
}

} // namespace imprint::app
