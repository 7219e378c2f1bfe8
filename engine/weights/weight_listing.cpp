#include "engine/weights/weight_listing.h"

#include "engine/core/error.h"

namespace imprint::engine {

at::Tensor WeightListing::require(const std::string& name, at::IntArrayRef shape)
{
    const bool first = m_shapes.emplace(name, shape.vec()).second;
    IMPRINT_ASSERT(first, "tensor '", name, "' is asked for twice");
    return at::empty(shape, at::TensorOptions(at::kMeta).dtype(at::kFloat));
}

std::int64_t WeightListing::parameters() const
{
    std::int64_t sum = 0;
    for (const auto& [name, shape] : m_shapes)
        sum += c10::multiply_integers(shape);
    return sum;
}

} // namespace imprint::engine
