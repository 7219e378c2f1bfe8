#include "tests/support/torch_test.h"

#include "app/cli/evaluate/frechet.h"
#include "tests/support/tensors.h"

using namespace imprint::app;
using imprint::test::RandomTensors;

TEST_CASE("frechetDistance: the closed form for normal distributions", "[evaluate]")
{
    // Axis-parallel: sum of (m1 - m2)² + (s1 - s2)².
    FeatureStatistics a{at::zeros({2}, at::kDouble), at::diag(at::tensor({4.0, 9.0}, at::kDouble))};
    FeatureStatistics b{at::tensor({1.0, 2.0}, at::kDouble),
                        at::diag(at::tensor({1.0, 16.0}, at::kDouble))};
    CHECK(frechetDistance(a, b) == Approx(1 + 4 + 1 + 1));
    CHECK(frechetDistance(b, a) == Approx(7));
    CHECK(frechetDistance(a, a) == Approx(0).margin(1e-9));
}

TEST_CASE("frechetDistance: a shift and a spread of samples are found", "[evaluate]")
{
    RandomTensors random(1);
    const at::Tensor x = random({4000, 8});
    const FeatureStatistics same = featureStatistics(random({4000, 8}));
    const double floor = frechetDistance(featureStatistics(x), same);
    CHECK(floor < 0.1);
    CHECK(frechetDistance(featureStatistics(x + 1), same) == Approx(8).epsilon(0.1));
    CHECK(frechetDistance(featureStatistics(x * 2), same) == Approx(8).epsilon(0.1));
}
