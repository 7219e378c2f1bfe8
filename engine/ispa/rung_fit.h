#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/moments.h"

#include <ATen/ATen.h>

#include <optional>

namespace imprint::engine {

enum class BiasKind {
    Shared,  ///< one vector for all passes: what can be folded into a projection
    PerPass, ///< one per pass
};

struct FitOptions {
    BiasKind bias = BiasKind::Shared;
    at::ScalarType precision = at::kFloat; ///< kFloat or kDouble
    std::int64_t rank = 16;                ///< of Rung::LowRank
    at::Tensor outputWeight;               ///< W_oᵀ [out, in], for Rung::LowRank alone
};

/// Solves corrections of any rung but VirtualTokens from given sums. What rungs and regularisations share is made once, when
/// it is first needed. Source: specs/ispa.md 6.1, 7.1.
class RungFitter {
public:
    /// moments: must not change as long as the fitter is used.
    RungFitter(const Moments& moments, FitOptions options);

    const Moments& moments() const { return m_moments; }

    /// The correction of this rung that fits the sums best; none if the equations have no stable solution.
    /// alpha: λ as a share of the mean of the diagonal it is added to. Rung::Bias has one vector per pass, whatever the
    /// options. Rungs that mix heads need full moments (Error(Internal) else).
    std::optional<Correction> fit(Rung rung, double alpha);

private:
    /// Sums by pass, or over all passes as one [S, dim], S the rows of the bias.
    struct PassSums {
        at::Tensor local;
        at::Tensor discrepancy;
        at::Tensor weight; // [S, 1]
    };
    /// Regressions of one number on one number, before they are shrunk; none if a sum is broken.
    struct Slopes {
        std::optional<at::Tensor> byHead;    // [heads]
        std::optional<at::Tensor> byChannel; // [dim]
    };
    /// The products after the passes' means are taken off: what a matrix beside a free bias is solved from.
    struct Centred {
        at::Tensor gram;     // [.., in, in]
        at::Tensor cross;    // transposed [.., out, in]
        at::Tensor variance; // [..] fp64, mean of the diagonal of gram
    };
    struct Solved {
        double alpha;
        std::optional<at::Tensor> matrix;
    };

    PassSums passSums(BiasKind kind) const;
    Centred centred(const at::Tensor& gram, const at::Tensor& cross) const;
    const Slopes& slopes();
    const Centred& headProducts();
    const Centred& products();
    std::optional<at::Tensor> headScales(double alpha);
    const std::optional<at::Tensor>& dense(double alpha);
    std::optional<at::Tensor> hierarchical(double alpha);
    bool fitLowRank(Correction& c, double alpha);
    bool fitMatrix(Correction& c, double alpha);
    at::Tensor bestBias(const Correction& c) const;

    const Moments& m_moments;
    FitOptions m_options;
    PassSums m_sums;
    std::optional<Slopes> m_slopes;
    std::optional<Centred> m_headProducts;
    std::optional<Centred> m_products;
    std::optional<Solved> m_dense; // the last: LowRank asks for it again
};

inline std::optional<Correction> fitRung(Rung rung, const Moments& moments, double alpha,
                                         const FitOptions& options)
{
    return RungFitter(moments, options).fit(rung, alpha);
}

/// Bytes of such a correction, by formula. VirtualTokens: predictedTokenBytes.
std::int64_t predictedCorrectionBytes(Rung rung, const MomentLayout& layout,
                                      const FitOptions& options);

} // namespace imprint::engine
