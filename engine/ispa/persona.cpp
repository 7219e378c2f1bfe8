#include "engine/ispa/persona.h"

#include "engine/core/error.h"
#include "engine/nn/all_finite.h"
#include "engine/weights/persona_description.h"
#include "engine/weights/strict_json.h"

namespace imprint::engine {
namespace {

bool tokensFit(const StandInTokens& t, const KvShape& shape)
{
    const auto is = [](const at::Tensor& x, std::vector<std::int64_t> sizes) {
        return x.scalar_type() == at::kFloat && x.sizes() == at::IntArrayRef(sizes);
    };
    if (t.k.dim() == 0)
        return false;
    const std::int64_t count = t.k.size(0);
    // Every head attends to something.
    return is(t.k, {count, shape.heads, shape.headDim}) &&
           is(t.v, {count, shape.heads, shape.headDim}) && is(t.weight, {shape.heads, count}) &&
           (t.weight >= 0).all().item<bool>() && (t.weight.sum(1) > 0).all().item<bool>();
}

bool correctionFits(const Correction& c, const KvShape& shape, std::int64_t passes)
{
    const std::int64_t dim = shape.heads * shape.headDim;
    const auto is = [](const at::Tensor& x, std::vector<std::int64_t> sizes) {
        return x.defined() && x.scalar_type() == at::kFloat && x.sizes() == at::IntArrayRef(sizes);
    };
    if (c.heads != shape.heads || !c.isFinite())
        return false;
    if (c.rung == Rung::None)
        return true;
    if (c.rung == Rung::VirtualTokens)
        return c.tokens && tokensFit(*c.tokens, shape);
    if (!is(c.bias, {1, dim}) && !is(c.bias, {passes, dim}))
        return false;
    switch (c.rung) {
    case Rung::None:
    case Rung::VirtualTokens:
    case Rung::Bias: return true;
    case Rung::HeadScale: return is(c.matrix, {shape.heads});
    case Rung::ChannelScale: return is(c.matrix, {dim});
    case Rung::HeadMatrix: return is(c.matrix, {shape.heads, shape.headDim, shape.headDim});
    case Rung::LowRank:
        return c.matrix.dim() == 2 && is(c.matrix, {dim, c.matrix.size(1)}) &&
               is(c.right, {c.matrix.size(1), dim});
    case Rung::Dense:
    case Rung::Hierarchical: return is(c.matrix, {dim, dim});
    }
    return false;
}

bool probeFits(const std::optional<LeverageProbe>& probe, const KvShape& shape)
{
    if (!probe)
        return true;
    const at::Tensor& metric = probe->metric();
    return metric.scalar_type() == at::kFloat &&
           metric.sizes() == at::IntArrayRef({shape.heads, shape.headDim, shape.headDim}) &&
           allFinite(metric);
}

} // namespace

void requireFacts(const Persona& persona, const PersonaFacts& expected, const std::string& path)
{
    const auto refuse = [&](const std::string& name, const std::string& there,
                            const std::string& here) {
        throw Error(ErrorCode::BadInput,
                    concat("the persona '", path, "' does not fit this session: ", name, " is ",
                           there, " there and ", here, " here"),
                    "Use the model and the settings that it was made with");
    };
    for (const auto& [name, value] : expected) {
        const auto found = persona.facts.find(name);
        if (found == persona.facts.end() || found->second != value)
            refuse(name, found == persona.facts.end() ? "missing" : printable(found->second),
                   value);
    }
    for (const auto& [name, value] : persona.facts)
        if (!expected.contains(name))
            refuse(printable(name), printable(value), "unknown");
}

void requireFits(const Absorption& absorption, const KvShape& shape, int layers,
                 const std::string& path)
{
    for (const auto& [index, part] : absorption.layers) {
        if (index >= layers || !probeFits(part.probe, shape) ||
            !correctionFits(part.correction, shape, absorption.passes))
            throw Error(ErrorCode::BadInput,
                        concat("the persona '", path, "': what it holds of layer ", index,
                               " does not fit the model, or is not finite"),
                        kPersonaHint);
    }
}

} // namespace imprint::engine
