#pragma once

#include "engine/ispa/moments.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// How far attention has left the range that a correction was solved from: the leverage aᵀ(G + λI)⁻¹a of its rows, head by
/// head, against that of warm-up rows which did not make G. 1: as during the warm-up. Takes no history, only what local attention
/// gives anyway. A value whose tensor is never changed. Thread: any. Source: specs/ispa.md 10, drift monitor.
class LeverageProbe {
public:
    /// From the sums of the warm-up, none of which may be empty. Throws Error(BadInput) if they are not finite.
    LeverageProbe(const Moments& training, const Moments& validation);

    /// metric [heads, width, width]: as metric() of another probe gave it. Throws Error(BadShape) if it is not square.
    explicit LeverageProbe(at::Tensor metric);

    /// attended [.., heads·width], attention over the local keys -> leverage in units of the warm-up's.
    double operator()(const at::Tensor& attended) const;

    /// [heads, width, width] fp32: (G + λI)⁻¹ of all rows, in units of what validation rows have under that of
    /// the training rows.
    const at::Tensor& metric() const { return m_metric; }

    static std::int64_t predictedBytes(const MomentLayout& layout)
    {
        return layout.heads * layout.width * layout.width *
               static_cast<std::int64_t>(sizeof(float));
    }

    std::int64_t bytes() const { return static_cast<std::int64_t>(m_metric.nbytes()); }

private:
    at::Tensor m_metric;
};

} // namespace imprint::engine
