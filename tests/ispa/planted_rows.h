#pragma once

#include "tests/support/torch_test.h"

#include "engine/ispa/correction.h"
#include "engine/ispa/layer_statistics.h"
#include "tests/support/tensors.h"

#include <functional>
#include <vector>

namespace imprint::test {

/// δ of given rows a [R, heads, width], of the same shape, in one pass.
using PlantedGap = std::function<at::Tensor(const at::Tensor& local, std::int64_t pass)>;

inline engine::MomentLayout smallLayout(engine::MomentDetail detail = engine::MomentDetail::Full)
{
    return {.heads = 3, .width = 4, .passes = 2, .detail = detail, .type = at::kDouble};
}

/// Correlated channels around a mean, as attention outputs are: rows of a world, always the same.
class PlantedWorld {
public:
    PlantedWorld(std::uint64_t seed, const engine::MomentLayout& layout)
        : m_random(seed)
        , m_layout(layout)
        , m_mixing(m_random({layout.dim(), layout.dim()}).to(at::kDouble))
        , m_mean(m_random({layout.dim()}).to(at::kDouble))
    {
    }

    at::Tensor local(std::int64_t rows)
    {
        return (m_random({rows, m_layout.dim()}).to(at::kDouble).mm(m_mixing) + m_mean)
            .view({rows, m_layout.heads, m_layout.width});
    }

    engine::ObservedRows rows(std::int64_t count, const PlantedGap& gap, std::int64_t pass = 0)
    {
        const at::Tensor a = local(count);
        return {.local = a,
                .discrepancy = gap(a, pass),
                .evictedMass = at::full({count, m_layout.heads}, 0.25, at::kDouble)};
    }

    /// Any gap at all, with some relation to the rows.
    engine::ObservedRows anyRows(std::int64_t count)
    {
        return rows(count, [&](const at::Tensor& a, std::int64_t) {
            return 0.3 * a.flip(-1) + m_random(a.sizes()).to(at::kDouble);
        });
    }

    /// What a layer has seen after some informative blocks of 3 frames, all passes.
    engine::LayerStatistics statistics(int blocks, const PlantedGap& gap,
                                       std::int64_t tokensPerFrame = 32)
    {
        engine::LayerStatistics out(m_layout);
        const engine::BlockShape shape = {.frames = 3, .tokensPerFrame = tokensPerFrame};
        for (int block = 0; block < blocks; ++block) {
            out.beginBlock(9 + 3 * block, shape);
            for (std::int64_t pass = 0; pass < m_layout.passes; ++pass)
                out.observe(pass, rows(3 * tokensPerFrame, gap, pass));
        }
        return out;
    }

    RandomTensors& random() { return m_random; }
    const engine::MomentLayout& layout() const { return m_layout; }

private:
    RandomTensors m_random;
    engine::MomentLayout m_layout;
    at::Tensor m_mixing;
    at::Tensor m_mean;
};

/// A well-conditioned output projection W_oᵀ [dim, dim].
inline at::Tensor outputProjection(RandomTensors& random, std::int64_t dim)
{
    return 2 * at::eye(dim, at::kDouble) + 0.3 * random({dim, dim}).to(at::kDouble);
}

/// Corrections of every rung with random numbers, biases shared or per pass.
inline std::vector<engine::Correction>
oneOfEachRung(RandomTensors& random, const engine::MomentLayout& layout, std::int64_t biases)
{
    using engine::Rung;
    const auto dim = layout.dim();
    const auto number = [&](at::IntArrayRef shape) { return random(shape, 0.2).to(at::kDouble); };
    const auto make = [&](Rung rung, const at::Tensor& matrix, const at::Tensor& right) {
        return engine::Correction{.rung = rung,
                                  .heads = layout.heads,
                                  .matrix = matrix,
                                  .right = right,
                                  .bias = number({biases, dim})};
    };
    return {make(Rung::Bias, {}, {}),
            make(Rung::HeadScale, number({layout.heads}), {}),
            make(Rung::ChannelScale, number({dim}), {}),
            make(Rung::HeadMatrix, number({layout.heads, layout.width, layout.width}), {}),
            make(Rung::Dense, number({dim, dim}), {}),
            make(Rung::LowRank, number({dim, 2}), number({2, dim})),
            make(Rung::Hierarchical, number({dim, dim}), {})};
}

} // namespace imprint::test
