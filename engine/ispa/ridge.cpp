#include "engine/ispa/ridge.h"

#include <c10/core/GradMode.h>

namespace imprint::engine {

std::optional<at::Tensor> solveRidge(const at::Tensor& gram, const at::Tensor& crossTransposed,
                                     const at::Tensor& lambda)
{
    const c10::NoGradGuard noGrad;
    at::Tensor system = (gram + gram.transpose(-1, -2)) / 2; // sums round differently on both sides
    system.diagonal(0, -2, -1).add_(lambda.to(gram.scalar_type()).unsqueeze(-1));
    // Jacobi: to a unit diagonal and back changes rounding alone, so that fp32 serves channels of any size.
    const at::Tensor scale = system.diagonal(0, -2, -1).rsqrt(); // [.., in]
    if (!scale.isfinite().all().item<bool>())
        return std::nullopt;
    const at::Tensor unit = system * scale.unsqueeze(-1) * scale.unsqueeze(-2);
    const auto [factor, info] =
        at::linalg_cholesky_ex(unit, /*upper=*/false, /*check_errors=*/false);
    if (info.any().item<bool>())
        return std::nullopt;
    const at::Tensor right = (crossTransposed * scale.unsqueeze(-2)).transpose(-1, -2);
    const at::Tensor solved = at::cholesky_solve(right, factor); // [.., in, out]
    return (solved * scale.unsqueeze(-1)).transpose(-1, -2).contiguous();
}

} // namespace imprint::engine
