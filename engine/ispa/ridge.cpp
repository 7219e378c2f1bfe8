#include "engine/ispa/ridge.h"

#include "engine/nn/all_finite.h"

#include <c10/core/GradMode.h>

namespace imprint::engine {

std::optional<at::Tensor> solveRidge(const at::Tensor& gram, const at::Tensor& crossTransposed,
                                     const at::Tensor& lambda)
{
    const c10::NoGradGuard noGrad;
    // In place: asked dozens of times for small matrices, a new one costs more than what is written into it.
    at::Tensor system = gram + gram.transpose(-1, -2);
    system.div_(2); // sums round differently on both sides
    system.diagonal(0, -2, -1).add_(lambda.to(gram.scalar_type()).unsqueeze(-1));
    // Jacobi: to a unit diagonal and back changes rounding alone, so that fp32 serves channels of any size.
    const at::Tensor scale = system.diagonal(0, -2, -1).rsqrt(); // [.., in]
    if (!allFinite(scale))
        return std::nullopt;
    system.mul_(scale.unsqueeze(-1)).mul_(scale.unsqueeze(-2));
    const auto [factor, info] =
        at::linalg_cholesky_ex(system, /*upper=*/false, /*check_errors=*/false);
    if (info.any().item<bool>())
        return std::nullopt;
    const at::Tensor right = (crossTransposed * scale.unsqueeze(-2)).transpose(-1, -2);
    at::Tensor solved = at::cholesky_solve(right, factor).transpose(-1, -2); // [.., out, in]
    return solved.mul_(scale.unsqueeze(-2)).contiguous();
}

} // namespace imprint::engine
