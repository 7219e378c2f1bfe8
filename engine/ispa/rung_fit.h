#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/moments.h"

#include <ATen/ATen.h>

#include <functional>
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

/// The correction for a regularisation α, which is λ as a share of the mean of the diagonal it is added to. None if the
/// equations have no stable solution.
using FitOfAlpha = std::function<std::optional<Correction>(double alpha)>;

/// Does once what all α share, for any rung but VirtualTokens; keeps no reference to the moments. Rung::Bias has one vector per pass, whatever the options.
/// Rungs from Dense on need full moments (Error(Internal) else). Source: specs/ispa.md 6.1, 7.1.
FitOfAlpha prepareFit(Rung rung, const Moments& moments, const FitOptions& options);

/// The correction of one rung that fits these sums best.
inline std::optional<Correction> fitRung(Rung rung, const Moments& moments, double alpha,
                                         const FitOptions& options)
{
    return prepareFit(rung, moments, options)(alpha);
}

/// Bytes of such a correction, by formula. VirtualTokens: predictedTokenBytes.
std::int64_t predictedCorrectionBytes(Rung rung, const MomentLayout& layout,
                                      const FitOptions& options);

} // namespace imprint::engine
