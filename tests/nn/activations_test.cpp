#include "tests/support/torch_test.h"

#include "engine/nn/activations.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <limits>

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("geluTanh: is the function it is named after", "[nn]")
{
    const at::Tensor x = at::linspace(-30, 30, 60001, at::kDouble);
    const at::Tensor inner = 0.7978845608028654 * (x + 0.044715 * x.pow(3));
    const at::Tensor wanted = 0.5 * x * (1 + at::tanh(inner));
    const at::Tensor error = (geluTanh(x.to(at::kFloat)).to(at::kDouble) - wanted).abs();
    CHECK((error / x.abs().clamp_min(1)).max().item<double>() < 3e-7);
}

TEST_CASE("geluTanh: other types are torch's own to the bit", "[nn]")
{
    const auto type = GENERATE(at::kBFloat16, at::kHalf, at::kDouble);
    const at::Tensor x = RandomTensors(3)({5, 7}, 2).to(type);
    CHECK(at::equal(geluTanh(x), at::gelu(x, "tanh")));
}

TEST_CASE("geluTanh: what is infinite or no number stays so, what is far below vanishes", "[nn]")
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const at::Tensor y = geluTanh(at::tensor({kInfinity, -1e4F, -200.0F, std::nanf("")}));
    CHECK(y[0].item<float>() == kInfinity);
    CHECK(y[1].item<float>() == 0);
    CHECK(y[2].item<float>() == 0);
    CHECK(std::isnan(y[3].item<float>()));
}

TEST_CASE("geluTanh: its gradient is the function's", "[nn]")
{
    const at::Tensor x = at::linspace(-4, 4, 81).requires_grad_(true);
    geluTanh(x).sum().backward();
    const double step = 1e-4;
    const at::Tensor wide = x.detach().to(at::kDouble);
    const at::Tensor slope =
        (at::gelu(wide + step, "tanh") - at::gelu(wide - step, "tanh")) / (2 * step);
    CHECK((x.grad() - slope).abs().max().item<double>() < 1e-5);
}
