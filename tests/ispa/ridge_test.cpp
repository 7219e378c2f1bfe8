#include "tests/support/torch_test.h"

#include "engine/ispa/ridge.h"
#include "tests/support/tensors.h"

using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kRidgeDim = 12;

struct Rows {
    at::Tensor a; // [R, dim]
    at::Tensor d; // [R, dim]

    at::Tensor gram() const { return a.t().mm(a); }
    at::Tensor crossTransposed() const { return d.t().mm(a); }
};

Rows randomRows(RandomTensors& random, std::int64_t count)
{
    return {random({count, kRidgeDim}).to(at::kDouble), random({count, kRidgeDim}).to(at::kDouble)};
}

at::Tensor solved(const Rows& rows, double lambda)
{
    const auto p =
        solveRidge(rows.gram(), rows.crossTransposed(), at::scalar_tensor(lambda, at::kDouble));
    REQUIRE(p.has_value());
    return *p;
}

} // namespace

TEST_CASE("Ridge: normal equations, dual form and the update of a weight agree", "[ispa][ridge]")
{
    const auto count = GENERATE(5, 12, 80); // fewer rows than channels, too
    RandomTensors random(41);
    const Rows rows = randomRows(random, count);
    const double lambda = 0.3;
    const at::Tensor transposed = solved(rows, lambda);
    const auto eye = [](std::int64_t n) { return at::eye(n, at::kDouble); };
    const at::Tensor primal =
        at::linalg_solve(rows.gram() + lambda * eye(kRidgeDim), rows.a.t().mm(rows.d));
    const at::Tensor dual =
        rows.a.t().mm(at::linalg_solve(rows.a.mm(rows.a.t()) + lambda * eye(count), rows.d));
    CHECK(distance(transposed, primal.t()) < 1e-12);
    CHECK(distance(transposed, dual.t()) < 1e-12);

    const at::Tensor projection = random({kRidgeDim, kRidgeDim}).to(at::kDouble); // W_o
    const at::Tensor weight = projection.t().contiguous();                        // [out, in]
    CHECK(distance((weight + weight.mm(transposed)).t(), projection + primal.mm(projection)) <
          1e-12);
}

TEST_CASE("Ridge: fp32 serves channels of very different size", "[ispa][ridge]")
{
    RandomTensors random(42);
    Rows rows = randomRows(random, 200);
    rows.a = rows.a * at::logspace(-3, 3, kRidgeDim, 10.0, at::kDouble);
    const double lambda = 1e-7;
    const auto rough = solveRidge(rows.gram().to(at::kFloat), rows.crossTransposed().to(at::kFloat),
                                  at::scalar_tensor(lambda));
    REQUIRE(rough.has_value());
    CHECK(rough->scalar_type() == at::kFloat);
    const at::Tensor exact = solved(rows, lambda);
    const at::Tensor largest = std::get<0>(exact.abs().max(0)); // by input channel
    CHECK(distance(rough->to(at::kDouble) / largest, exact / largest) < 1e-4);
}

TEST_CASE("Ridge: many matrices at once, each with its own regularisation", "[ispa][ridge]")
{
    RandomTensors random(43);
    const Rows one = randomRows(random, 30);
    const Rows two = randomRows(random, 30);
    const auto both = solveRidge(at::stack({one.gram(), two.gram()}),
                                 at::stack({one.crossTransposed(), two.crossTransposed()}),
                                 at::tensor({0.1, 5.0}, at::kDouble));
    REQUIRE(both.has_value());
    CHECK(distance((*both)[0], solved(one, 0.1)) < 1e-13);
    CHECK(distance((*both)[1], solved(two, 5.0)) < 1e-13);
}

TEST_CASE("Ridge: no solution for a matrix that is not positive definite", "[ispa][ridge]")
{
    RandomTensors random(44);
    const Rows rows = randomRows(random, 40);
    const auto attempt = [&](const at::Tensor& gram, double lambda) {
        return solveRidge(gram, rows.crossTransposed(), at::scalar_tensor(lambda, at::kDouble));
    };
    at::Tensor indefinite = rows.gram();
    const at::Tensor direction = at::ones({kRidgeDim}, at::kDouble);
    indefinite -= 10 * direction.outer(direction);
    CHECK_FALSE(attempt(indefinite, 0.1).has_value());
    CHECK(attempt(indefinite, 1000.0).has_value());
    CHECK_FALSE(attempt(-rows.gram(), 0.1).has_value());
    CHECK_FALSE(attempt(rows.gram() * std::nan(""), 0.1).has_value());
    CHECK_FALSE(attempt(at::zeros_like(indefinite), 0.0).has_value());
}
