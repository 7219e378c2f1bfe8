#include "engine/models/umt5/relative_buckets.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {

at::Tensor relativeBuckets(std::int64_t length, std::int64_t buckets, std::int64_t maxDistance)
{
    const std::int64_t half = buckets / 2; // per direction
    const std::int64_t exact = half / 2;   // distances with a bucket of their own
    IMPRINT_ASSERT(length > 0 && exact > 0 && maxDistance > exact, "length ", length, ", buckets ",
                   buckets, ", farthest ", maxDistance);
    const at::Tensor offset = at::arange(1 - length, length, at::kLong);
    const at::Tensor distance = offset.abs();
    const double octaves = std::log(static_cast<double>(maxDistance) / static_cast<double>(exact));
    const at::Tensor shared = distance.clamp_min(1).to(at::kFloat).div(exact).log().div(octaves);
    const at::Tensor far = shared.mul(half - exact).to(at::kLong).add(exact).clamp_max(half - 1);
    const at::Tensor near = at::where(distance < exact, distance, far);
    return near + (offset > 0).to(at::kLong) * half;
}

} // namespace imprint::engine
