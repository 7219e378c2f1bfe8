#include "tests/support/torch_test.h"

#include "engine/ispa/correction.h"
#include "tests/ispa/planted_rows.h"

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Correction: every rung adds a·P + b of its pass", "[ispa][correction]")
{
    const auto biases = GENERATE(1, 2);
    RandomTensors random(51);
    const at::Tensor a = random({2, 5, 12}).to(at::kDouble);
    for (const Correction& c : oneOfEachRung(random, smallLayout(), biases)) {
        CAPTURE(static_cast<int>(c.rung));
        for (const std::int64_t pass : {0, 1}) {
            const at::Tensor wanted =
                a + at::matmul(a, c.denseTransposed().t()) + c.bias[biases == 1 ? 0 : pass];
            CHECK(distance(c.apply(a, pass), wanted) < 1e-13);
        }
        CHECK(c.apply(a.to(at::kBFloat16), 0).scalar_type() == at::kBFloat16);
    }
}

TEST_CASE("Correction: a small scale survives bf16", "[ispa][correction]")
{
    const Correction c = {.rung = Rung::HeadScale,
                          .heads = 3,
                          .matrix =
                              at::full({3}, -0.0029F), // 1 + s lies between two numbers of bf16
                          .bias = at::zeros({1, 12})};
    RandomTensors random(56);
    const at::Tensor a = random({400, 12}).to(at::kBFloat16);
    const at::Tensor change = c.apply(a, 0).to(at::kDouble) - a.to(at::kDouble);
    const double slope =
        ((change * a).sum() / a.to(at::kDouble).square().sum()).item<double>(); // of all rows
    CHECK(slope == Approx(-0.0029).epsilon(0.1));
}

TEST_CASE("Correction: none gives back the very same tensor", "[ispa][correction]")
{
    RandomTensors random(52);
    const at::Tensor a = random({5, 12});
    CHECK(Correction{}.apply(a, 3).is_same(a));
    for (const Correction& c : oneOfEachRung(random, smallLayout(), 1))
        CHECK(c.scaledBy(0).apply(a, 0).is_same(a));
}

TEST_CASE("Correction: a factor scales all that is added", "[ispa][correction]")
{
    RandomTensors random(53);
    const at::Tensor a = random({5, 12}).to(at::kDouble);
    for (const Correction& c : oneOfEachRung(random, smallLayout(), 2))
        for (const double factor : {0.25, -1.0})
            CHECK(distance(c.scaledBy(factor).apply(a, 1) - a, factor * (c.apply(a, 1) - a)) <
                  1e-13);
}

TEST_CASE("Correction: the gain is the largest singular value of I + P", "[ispa][correction]")
{
    RandomTensors random(54);
    for (const Correction& c : oneOfEachRung(random, smallLayout(), 1)) {
        const at::Tensor whole = c.denseTransposed() + at::eye(12, at::kDouble);
        const double wanted = at::linalg_matrix_norm(whole, 2).item<double>();
        CAPTURE(static_cast<int>(c.rung));
        CHECK(c.largestGain() == Approx(wanted).epsilon(0.01));
        CHECK(c.largestGain() == c.largestGain());
    }
}

TEST_CASE("Correction: notices a NaN, counts its bytes", "[ispa][correction]")
{
    RandomTensors random(55);
    for (Correction c : oneOfEachRung(random, smallLayout(), 1)) {
        CHECK(c.isFinite());
        CHECK(c.to(at::kFloat).bytes() * 2 == c.bytes());
        c.bias[0][3] = std::numeric_limits<double>::quiet_NaN();
        CHECK_FALSE(c.isFinite());
    }
    CHECK(Correction{}.bytes() == 0);
}
