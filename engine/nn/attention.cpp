#include "engine/nn/attention.h"

namespace imprint::engine {

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const at::Tensor out =
        at::scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2));
    return out.transpose(1, 2).flatten(2);
}

} // namespace imprint::engine
