#include "tests/support/torch_test.h"

#include "engine/ispa/controls.h"
#include "engine/ispa/layer_solver.h"
#include "engine/ispa/residual.h"
#include "tests/ispa/planted_rows.h"

using namespace imprint::engine;
using namespace imprint::test;

namespace {

Moments momentsOf(const MomentLayout& layout, const ObservedRows& rows)
{
    Moments moments(layout);
    moments.add(rows, 0);
    return moments;
}

/// Attention that has lost a past whose keys are those of the present and which says one thing per head.
struct LostPast {
    at::Tensor k;
    at::Tensor v;
    at::Tensor past;

    explicit LostPast(RandomTensors& random)
        : k(random({1, 20, 3, 4}).to(at::kDouble))
        , v(random({1, 20, 3, 4}).to(at::kDouble))
        , past(3 * random({1, 1, 3, 4}).to(at::kDouble))
    {
    }

    AttentionSample sample(const at::Tensor& q) const
    {
        const AttentionPart remote = attendWithLse(q, k, past.expand_as(v).contiguous());
        return {.q = q, .k = k, .v = v, .full = mergeAttention(attendWithLse(q, k, v), remote)};
    }
};

double meanSquare(const at::Tensor& x)
{
    return x.square().mean().item<double>();
}

} // namespace

TEST_CASE("Controls: of shuffled gaps only the mean can be learned", "[ispa][controls]")
{
    PlantedWorld world(141, smallLayout());
    const at::Tensor matrix = world.random()({12, 12}, 0.05).to(at::kDouble);
    const auto gap = [&](const at::Tensor& a, std::int64_t) {
        return a.flatten(1).mm(matrix).view_as(a);
    };
    const ObservedRows rows = world.rows(400, gap);
    const ObservedRows shuffled = withShuffledGaps(rows, 7);
    CHECK(distance(shuffled.discrepancy.sum(0), rows.discrepancy.sum(0)) < 1e-10);
    CHECK(at::equal(shuffled.local, rows.local));
    CHECK(at::equal(shuffled.discrepancy, withShuffledGaps(rows, 7).discrepancy));
    CHECK_FALSE(at::equal(shuffled.discrepancy, rows.discrepancy));

    const Moments held = momentsOf(world.layout(), withShuffledGaps(world.rows(400, gap), 8));
    const Moments truth = momentsOf(world.layout(), world.rows(400, gap));
    for (const Rung rung :
         {Rung::HeadScale, Rung::ChannelScale, Rung::HeadMatrix, Rung::Dense, Rung::Hierarchical}) {
        CAPTURE(static_cast<int>(rung));
        const auto errorOn = [&](const Moments& judged, const ObservedRows& learned, Rung r) {
            const auto c =
                fitRung(r, momentsOf(world.layout(), learned), 1e-4, {.precision = at::kDouble});
            return residualOf(*c, judged).share();
        };
        CHECK(errorOn(held, shuffled, rung) >= errorOn(held, shuffled, Rung::Bias) - 1e-3);
        CHECK(errorOn(truth, shuffled, rung) > errorOn(truth, rows, rung));
    }
}

TEST_CASE("Controls: shuffled gaps without a mean leave a layer uncorrected", "[ispa][controls]")
{
    PlantedWorld world(142, smallLayout());
    LayerStatistics statistics(world.layout());
    for (int block = 0; block < 4; ++block) {
        statistics.beginBlock(9 + 3 * block, {.frames = 3, .tokensPerFrame = 100});
        const ObservedRows rows = world.rows(300, [](const at::Tensor& a, std::int64_t) {
            return -0.3 * (a - a.mean(0, /*keepdim=*/true));
        });
        statistics.observe(0, withShuffledGaps(rows, static_cast<std::uint64_t>(block)));
    }
    const LayerSolution solution =
        solveLayer(statistics, at::eye(12, at::kDouble), {.precision = at::kDouble});
    CHECK(1 - solution.heldOutError < 0.01); // R²
}

TEST_CASE("Controls: a flipped sign is worse than no correction", "[ispa][controls]")
{
    PlantedWorld world(143, smallLayout());
    const LayerStatistics statistics = world.statistics(
        3, [](const at::Tensor& a, std::int64_t) { return -0.3 * a + 0.1 * a.flip(-1); });
    const LayerSolution solution =
        solveLayer(statistics, at::eye(12, at::kDouble), {.precision = at::kDouble});
    REQUIRE(solution.correction.rung != Rung::None);
    CHECK(residualOf(solution.correction.scaledBy(-1), statistics.validation()).share() > 1.5);
}

TEST_CASE("Controls: the scaling of queries is found where there is one", "[ispa][controls]")
{
    RandomTensors random(144);
    const LostPast world(random);
    const at::Tensor q = random({1, 300, 3, 4}).to(at::kDouble);
    const at::Tensor factors = 1 + 0.4 * random({3, 4}).to(at::kDouble);
    const AttentionSample sample = {.q = q,
                                    .k = world.k,
                                    .v = world.v,
                                    .full = attendWithLse(q * factors, world.k, world.v).out};
    CHECK(distance(fitQueryScaling(sample, {.iterations = 600}), factors) < 1e-2);
}

TEST_CASE("Controls: the scaling of queries can't replace a lost past, scalars and vectors can",
          "[ispa][controls]")
{
    RandomTensors random(145);
    const LostPast world(random);
    const AttentionSample seen = world.sample(random({1, 200, 3, 4}).to(at::kDouble));
    const at::Tensor factors = fitQueryScaling(seen);

    const AttentionSample unseen = world.sample(random({1, 50, 3, 4}).to(at::kDouble));
    const auto local = [&](const at::Tensor& q) { return attendWithLse(q, world.k, world.v).out; };
    const double gap = meanSquare(unseen.full - local(unseen.q));
    const double scaled = meanSquare(unseen.full - local(unseen.q * factors));
    CHECK(scaled > 0.5 * gap);

    const at::Tensor seenLocal = local(seen.q);
    MomentLayout layout = smallLayout();
    const Moments moments =
        momentsOf(layout, {.local = seenLocal[0],
                           .discrepancy = (seen.full - seenLocal)[0],
                           .evictedMass = at::full({200, 3}, 0.5, at::kDouble)});
    const auto scalars = fitRung(Rung::HeadScale, moments, 1e-9, {.precision = at::kDouble});
    REQUIRE(scalars.has_value());
    const at::Tensor corrected = scalars->apply(local(unseen.q).flatten(2), 0);
    CHECK(meanSquare(unseen.full.flatten(2) - corrected) < 1e-6 * gap);
}
