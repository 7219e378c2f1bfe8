#include "engine/models/liveavatar/condition.h"

#include "engine/nn/attention.h"

#include <utility>

namespace imprint::engine {

SeenCondition::SeenCondition(Condition condition)
    : m_condition(std::move(condition))
{
    for (ConditionKeys& layer : m_condition.layers)
        layer.k = m_condition.places->motionRotated(layer.k);
}

AttentionKeys SeenCondition::beside(std::size_t layer, std::int64_t referencePlace) const
{
    const ConditionKeys& seen = m_condition.layers[layer];
    return {.k = m_condition.places->referenceRotated(seen.k, referencePlace), .v = seen.v};
}

at::Tensor ConditionMixer::operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    // Copies: these are views of queries, keys and values together.
    m_kept = {.k = k.contiguous(), .v = v.contiguous()};
    return attend(m_places.rotated(q), m_places.rotated(k), v);
}

} // namespace imprint::engine
