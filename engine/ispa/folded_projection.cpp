#include "engine/ispa/folded_projection.h"

#include "engine/core/error.h"

#include <c10/core/InferenceMode.h>

#include <utility>

namespace imprint::engine {
namespace {

void checkFoldable(const at::Tensor& weight, const Correction& correction)
{
    if (correction.rung == Rung::VirtualTokens)
        throw Error(ErrorCode::BadConfig, "virtual tokens can't be folded into a projection",
                    "They act inside attention: choose another correction");
    if (correction.bias.size(0) != 1)
        throw Error(ErrorCode::BadConfig,
                    concat("a correction with ", correction.bias.size(0),
                           " biases, one per pass, can't be folded into one projection"),
                    "Solve it with a shared bias, or apply it to the attention output");
    if (correction.bias.size(1) != weight.size(1))
        throw Error(ErrorCode::BadShape, concat("a correction of width ", correction.bias.size(1),
                                                " for a projection ", weight.sizes()));
}

/// weight·Pᵀ [out, in], in the correction's type.
at::Tensor weightChange(const at::Tensor& weight, const Correction& c)
{
    if (c.rung == Rung::LowRank)
        return weight.mm(c.matrix).mm(c.right);
    return weight.mm(c.denseTransposed());
}

} // namespace

FoldedProjection::FoldedProjection(at::Tensor weight, at::Tensor bias, const Correction& correction)
    : m_weight(std::move(weight))
    , m_bias(std::move(bias))
{
    const c10::InferenceMode
        inference; // the weights may be inference tensors, which only this mode may change
    if (correction.rung == Rung::None)
        return;
    checkFoldable(m_weight, correction);
    const at::Tensor original = m_weight.to(correction.bias.scalar_type());
    const at::Tensor newWeight = original + weightChange(original, correction);
    const at::Tensor newBias =
        m_bias.to(correction.bias.scalar_type()) + original.mv(correction.bias[0]);
    m_originalWeight = m_weight.clone();
    m_originalBias = m_bias.clone();
    m_weight.copy_(newWeight);
    m_bias.copy_(newBias);
}

FoldedProjection::~FoldedProjection()
{
    restore();
}

FoldedProjection::FoldedProjection(FoldedProjection&& other) noexcept
    : m_weight(std::move(other.m_weight))
    , m_bias(std::move(other.m_bias))
    , m_originalWeight(std::exchange(other.m_originalWeight, {}))
    , m_originalBias(std::exchange(other.m_originalBias, {}))
{
}

void FoldedProjection::restore()
{
    if (!m_originalWeight.defined())
        return;
    const c10::InferenceMode inference;
    m_weight.copy_(m_originalWeight);
    m_bias.copy_(m_originalBias);
    m_originalWeight.reset();
    m_originalBias.reset();
}

std::int64_t FoldedProjection::bytes() const
{
    if (!m_originalWeight.defined())
        return 0;
    return static_cast<std::int64_t>(m_originalWeight.nbytes() + m_originalBias.nbytes());
}

std::int64_t FoldedProjection::predictedBytes(std::int64_t out, std::int64_t in,
                                              at::ScalarType type)
{
    return (out * in + out) * static_cast<std::int64_t>(c10::elementSize(type));
}

} // namespace imprint::engine
