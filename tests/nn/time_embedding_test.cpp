#include "tests/support/torch_test.h"

#include "engine/nn/time_embedding.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("TimeSinusoid: the first frequency gives the published constants", "[nn][time]")
{
    const at::Tensor t = at::tensor({1000.0, 937.5, 2500.0 / 3.0, 625.0, 0.0}, at::kDouble);
    const double cosines[] = {0.562379, 0.262302, -0.688571, -0.984387, 1.0};
    const double sines[] = {0.826880, 0.964986, -0.725169, 0.176016, 0.0};
    const at::Tensor got = timeSinusoid(t, 128, 128, at::kFloat);
    REQUIRE(got.sizes() == at::IntArrayRef({5, 256}));
    REQUIRE(got.scalar_type() == at::kFloat);
    for (std::int64_t i = 0; i < 5; ++i) {
        CHECK(got[i][0].item<double>() == Approx(cosines[i]).margin(1e-6));
        CHECK(got[i][128].item<double>() == Approx(sines[i]).margin(1e-6));
    }
}

TEST_CASE("TimeSinusoid: all cosines, then all sines, of falling frequencies", "[nn][time]")
{
    const double denominator = GENERATE(64.0, 63.0); // Wan's rule and Pocket's
    const double t = 723.25;
    const at::Tensor got =
        timeSinusoid(at::full({1}, t, at::kDouble), 64, denominator, at::kDouble)[0];
    for (int i = 0; i < 64; ++i) {
        const double angle = t / std::pow(10000.0, i / denominator);
        REQUIRE(got[i].item<double>() == Approx(std::cos(angle)).margin(1e-10));
        REQUIRE(got[64 + i].item<double>() == Approx(std::sin(angle)).margin(1e-10));
    }
}

TEST_CASE("TimeSinusoid: rounds the result to bf16, not the time", "[nn][time]")
{
    const at::Tensor t = at::full({1}, 937.5F); // bf16 would make it 936
    const at::Tensor exact = timeSinusoid(t, 16, 16, at::kFloat);
    const at::Tensor got = timeSinusoid(t, 16, 16, at::kBFloat16);
    REQUIRE(got.scalar_type() == at::kBFloat16);
    CHECK(distance(got, exact) < 4e-3);
    CHECK(distance(timeSinusoid(at::full({1}, 936.0F), 16, 16, at::kFloat), exact) > 0.1);
}
