#include "tests/support/torch_test.h"

#include "app/cli/evaluate/drift.h"

#include <cmath>

using namespace imprint::app;

namespace {

/// Identity features that move away from the origin by `perFrame` along one axis.
FrameTrace driftingTrace(std::int64_t frames, double perFrame)
{
    FrameTrace trace{.readings = at::zeros({frames, 16}),
                     .identity = at::zeros({frames, 96}),
                     .colors = at::zeros({frames, 3, 16, 16})};
    trace.identity.select(1, 5).copy_(at::arange(frames) * perFrame);
    trace.colors.copy_((at::arange(frames) * perFrame).reshape({frames, 1, 1, 1}));
    return trace;
}

} // namespace

TEST_CASE("identityDrift: distance from the first second, in units of people", "[evaluate]")
{
    const DriftCurve curve = identityDrift(driftingTrace(25 * 6 + 7, 0.1), 25, 5.0);
    REQUIRE(curve.values.size() == 6); // the rest of a second is left out
    CHECK(curve.values[0] == Approx(0.0).margin(1e-6));
    CHECK(curve.values[4] == Approx(4 * 25 * 0.1 / 5.0).epsilon(1e-4));
    CHECK(curve.seconds[4] == Approx(4.5));
    CHECK(curve.between(3, 5) == Approx((curve.values[3] + curve.values[4]) / 2));
    CHECK(std::isnan(curve.between(10, 12)));
}

TEST_CASE("colorDrift: mean difference of two seconds from the first two", "[evaluate]")
{
    const DriftCurve curve = colorDrift(driftingTrace(250, 0.2), 25);
    REQUIRE(curve.values.size() == 5);
    CHECK(curve.values[0] == Approx(0.0).margin(1e-5));
    CHECK(curve.values[3] == Approx(3 * 50 * 0.2).epsilon(1e-4));
}

TEST_CASE("betweenPeople: mean distance of all pairs", "[evaluate]")
{
    const at::Tensor people = at::tensor({0.0F, 0.0F, 3.0F, 4.0F, 0.0F, 0.0F}).reshape({3, 2});
    CHECK(betweenPeople(people) == Approx((5.0 + 0.0 + 5.0) / 3));
}
