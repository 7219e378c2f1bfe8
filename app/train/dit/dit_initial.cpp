#include "app/train/dit/dit_task.h"
#include "app/train/optim/initial_weights.h"

#include <cmath>

namespace imprint::train {
namespace {

bool isOneOf(const std::string& name, std::initializer_list<const char*> endings)
{
    for (const char* ending : endings)
        if (name.ends_with(ending))
            return true;
    return false;
}

at::Tensor normal(at::IntArrayRef shape, double deviation, const at::Generator& random)
{
    return at::randn(shape, random).mul_(deviation);
}

/// Gates of both residual branches open, everything else at rest.
at::Tensor openGates(at::IntArrayRef shape)
{
    at::Tensor modulation = at::zeros(shape); // [1, 6, dim]
    modulation.select(1, 2).fill_(1);
    modulation.select(1, 5).fill_(1);
    return modulation;
}

} // namespace

at::Tensor initialDitWeight(const std::string& name, at::IntArrayRef shape, at::Generator random)
{
    if (name.starts_with("blocks.") && name.ends_with(".modulation"))
        return openGates(shape);
    // No change of the anchor, no influence of time, sound and motion on the modulation, until it is learnt.
    if (name == "head.gate.weight")
        return at::zeros(shape);
    if (name == "head.gate.bias") // the posed reference counts most at first
        return at::full(shape, 1.5);
    if (isOneOf(name, {"head.modulation"}) || name.starts_with("head.head.") ||
        name.starts_with("time_projection."))
        return at::zeros(shape);
    if (isOneOf(name, {"norm_q.weight", "norm_k.weight", "norm3.weight", "context_norm.weight"}))
        return at::ones(shape);
    if (isOneOf(name, {"norm3.bias", "context_norm.bias"}))
        return at::zeros(shape);
    if (name == "position_table")
        return normal(shape, 0.02, random);
    if (name == "attribute_embedding.weight")
        return normal(shape, 0.3, random);
    if (isOneOf(name, {"audio_position", "audio_null"}))
        return normal(shape, 0.1, random);
    if (isOneOf(name, {"self_attn.o.weight", "cross_attn.o.weight", "ffn.2.weight"}))
        return normal(shape, 0.02 / std::sqrt(2.0), random);
    if (isOneOf(name, {".bias"}))
        return at::zeros(shape);
    return uniformByFanIn(shape, random);
}

} // namespace imprint::train
