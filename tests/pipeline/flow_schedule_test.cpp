#include "tests/support/torch_test.h"

#include "engine/pipeline/wan/flow_schedule.h"
#include "engine/pipeline/wan/unipc_solver.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Where the solver arrives, from x at the first level to the last one's latents, when the clean estimate at every level is
/// what `estimate` says of its sigma and latents.
template <class Estimate>
at::Tensor solved(const std::vector<FlowLevel>& levels, at::Tensor x, const Estimate& estimate)
{
    UniPcSolver solver(levels);
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        x = solver.next(x, estimate(levels[i].sigma, x));
    return x;
}

/// The latents that a network which always sees through the noise moves along.
at::Tensor straight(const at::Tensor& clean, const at::Tensor& noise, double sigma)
{
    return clean * (1 - sigma) + noise * sigma;
}

} // namespace

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

TEST_CASE("FlowSchedule: even steps are those that LongLive 2.0 takes", "[pipeline][schedule]")
{
    // As its own code gives them.
    const std::vector<double> sigmas{0.9997998476028442, 0.9372654557228088, 0.8330553770065308,
                                     0.6246873736381531};
    const auto levels = FlowSchedule(5).evenLevels(4);
    REQUIRE(levels.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(levels[i].sigma == Approx(sigmas[i]).epsilon(1e-7));
        CHECK(levels[i].time == Approx(1000 * sigmas[i]).epsilon(1e-6));
    }
    CHECK(std::floor(levels[3].time) == 624);
    const auto listed = FlowSchedule(5).levels({1000, 500});
    CHECK(listed[1].time == Approx(833.3333));
    CHECK(listed[1].sigma == Approx(0.8333333));
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

TEST_CASE("UniPcSolver: a true estimate leads along the straight way between noise and latents",
          "[pipeline][solver]")
{
    RandomTensors random(31);
    const at::Tensor clean = random({2, 3, 4, 5});
    const at::Tensor noise = random({2, 3, 4, 5});
    for (const std::int64_t steps : {2, 3, 4, 9}) {
        const auto levels = FlowSchedule(5).evenLevels(steps);
        const at::Tensor arrived = solved(levels, straight(clean, noise, levels.front().sigma),
                                          [&](double, const at::Tensor&) { return clean; });
        CHECK(distance(arrived, straight(clean, noise, levels.back().sigma)) < 1e-5);
    }
}

TEST_CASE("UniPcSolver: with more steps the error falls as that of a solver of order two does",
          "[pipeline][solver]")
{
    // Estimates that change along the way; the truth is the solver itself with very many steps.
    const at::Tensor noise = RandomTensors(32)({1, 2, 3, 3}, 1.0);
    const auto estimate = [&](double sigma, const at::Tensor& x) {
        return (x * 0.4).sin() * (1 - sigma) + noise.cos() * sigma;
    };
    const auto error = [&](std::int64_t steps, const at::Tensor& truth) {
        // From the same level to the same level.
        std::vector<FlowLevel> levels;
        for (std::int64_t i = 0; i <= steps; ++i) {
            const double logSnr = -3.0 + 4.0 * static_cast<double>(i) / static_cast<double>(steps);
            const double sigma = 1.0 / (1.0 + std::exp(logSnr));
            levels.push_back({.time = 1000 * sigma, .sigma = sigma});
        }
        const at::Tensor arrived = solved(levels, noise, estimate);
        return (arrived - truth).norm().item<double>();
    };
    std::vector<FlowLevel> fine;
    for (int i = 0; i <= 400; ++i) {
        const double sigma = 1.0 / (1.0 + std::exp(-3.0 + 0.01 * i));
        fine.push_back({.time = 1000 * sigma, .sigma = sigma});
    }
    const at::Tensor truth = solved(fine, noise, estimate);
    const double coarse = error(6, truth);
    const double halved = error(12, truth);
    CAPTURE(coarse, halved);
    CHECK(coarse > 1e-4);         // there is something to halve
    CHECK(halved < coarse / 3.5); // at least second order
}
