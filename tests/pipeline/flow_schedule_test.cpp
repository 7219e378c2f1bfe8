#include "tests/support/torch_test.h"

#include "engine/pipeline/wan/flow_schedule.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("FlowSchedule: warped steps of the published models", "[pipeline][schedule]")
{
    const auto warped = [](double shift, const std::vector<std::int64_t>& steps,
                           const std::vector<double>& expected) {
        const auto got = FlowSchedule(shift).warped(steps);
        REQUIRE(got.size() == expected.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            CHECK(got[i] == Approx(expected[i]).margin(1e-4));
    };
    warped(5, {1000, 750, 500, 250}, {1000, 937.5, 833.3333129882812, 625});
    warped(8, {1000, 750, 500, 250}, {1000, 960, 888.8889, 727.2727});
    warped(5, evenSteps(4), {1000, 908.8427124, 713.97943115, 0});
    warped(5, evenSteps(5), {1000, 937.5, 833.3333129882812, 625, 0});
    warped(1, {1000, 1, 0}, {1000, 1, 0});
    CHECK(evenSteps(4) == std::vector<std::int64_t>{1000, 666, 333, 0}); // fractions are cut off
    CHECK(evenSteps(3, 0.7) == std::vector<std::int64_t>{700, 350, 0});
    CHECK(errorOf([] { FlowSchedule(5).warped({1001}); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([] { FlowSchedule(5).warped({-1}); }).code == ErrorCode::BadConfig);
}

TEST_CASE("FlowSchedule: sigma is that of the nearest time, the noisier of two",
          "[pipeline][schedule]")
{
    const FlowSchedule schedule(5);
    CHECK(schedule.sigmaAt(1000) == 1);
    CHECK(schedule.sigmaAt(937.5) == Approx(0.9375).epsilon(1e-7));
    CHECK(schedule.sigmaAt(0) == Approx(0.00498008).epsilon(1e-5)); // of the table's last time
    CHECK(schedule.sigmaAt(100) == Approx(0.10110294).epsilon(1e-6));
    const FlowSchedule even(1); // times 1000, 999, ... : every half is a tie
    CHECK(even.sigmaAt(999.5) == 1.0);
    CHECK(even.sigmaAt(999.4) == Approx(0.999).epsilon(1e-6));
}

TEST_CASE("FlowSchedule: a clean estimate undoes the noise of a true flow", "[pipeline][schedule]")
{
    const FlowSchedule schedule(5);
    RandomTensors random(90);
    const at::Tensor clean = random({3, 4, 5, 6});
    const at::Tensor noise = random({3, 4, 5, 6});
    for (const double time : {1000.0, 833.3333129882812, 625.0, 0.0}) {
        const at::Tensor x = schedule.noisy(clean, noise, time);
        CHECK(distance(schedule.clean(x, noise - clean, time), clean) < 1e-5);
    }
    CHECK(at::equal(schedule.noisy(clean, noise, 1000), noise)); // nothing is left of it
}

TEST_CASE("FlowSchedule: half precision is rounded once, at the end", "[pipeline][schedule]")
{
    const FlowSchedule schedule(5);
    RandomTensors random(91);
    const at::Tensor clean = random({2, 4, 5, 6}).to(at::kBFloat16);
    const at::Tensor noise = random({2, 4, 5, 6}).to(at::kBFloat16);
    const at::Tensor mixed = schedule.noisy(clean, noise, 625);
    CHECK(mixed.scalar_type() == at::kBFloat16);
    CHECK(at::equal(
        mixed, schedule.noisy(clean.to(at::kFloat), noise.to(at::kFloat), 625).to(at::kBFloat16)));
    const at::Tensor estimate = schedule.clean(mixed, noise, 625);
    CHECK(at::equal(
        estimate,
        schedule.clean(mixed.to(at::kDouble), noise.to(at::kDouble), 625).to(at::kBFloat16)));
}
