#include "app/doctor/torch_check.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/headeronly/version.h>

namespace imprint::app {
namespace {

/// A product of whole numbers small enough to be exact in fp32, each of whose entries is known.
bool multipliesRightly()
{
    constexpr int kSize = 64;
    const at::Tensor numbers = at::arange(kSize, at::kFloat);
    const at::Tensor rows = numbers.view({kSize, 1}).expand({kSize, kSize}).contiguous();
    const at::Tensor product = at::mm(rows, at::ones({kSize, kSize}, at::kFloat));
    return product.equal(rows * kSize);
}

} // namespace

TorchFindings findTorch()
{
    return {.version = TORCH_VERSION,
            .kernels = at::get_cpu_capability(),
            .threads = at::get_num_threads(),
            .computes = multipliesRightly(),
            .forced = forcedBlas()};
}

} // namespace imprint::app
