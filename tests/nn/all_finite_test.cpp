#include "tests/support/torch_test.h"

#include "engine/nn/all_finite.h"
#include "tests/support/tensors.h"

#include <limits>

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("All finite: one number that is none is found wherever it stands, in every type", "[nn]")
{
    const auto type = GENERATE(at::kFloat, at::kDouble, at::kHalf, at::kBFloat16);
    const double bad =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                 -std::numeric_limits<double>::infinity());
    const at::Tensor numbers = RandomTensors(5)({7, 33}).to(type);
    CHECK(allFinite(numbers));
    for (const int place : {0, 100, 7 * 33 - 1}) {
        at::Tensor spoilt = numbers.clone();
        spoilt.view({-1})[place] = bad;
        CHECK_FALSE(allFinite(spoilt));
        CHECK_FALSE(allFinite(spoilt.t()));
    }
}

TEST_CASE("All finite: nothing is finite, and the largest number is", "[nn]")
{
    CHECK(allFinite(at::empty({0, 3})));
    CHECK(allFinite(at::full({4}, std::numeric_limits<float>::max())));
}
