#include "engine/models/liveavatar/condition.h"

#include "engine/nn/attention.h"

namespace imprint::engine {

at::Tensor ConditionMixer::operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    // Copies: these are views of queries, keys and values together.
    m_kept = {.k = k.contiguous(), .v = v.contiguous()};
    return attend(m_places.rotated(q), m_places.rotated(k), v);
}

} // namespace imprint::engine
