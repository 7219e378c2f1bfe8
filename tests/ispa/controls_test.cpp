#include "tests/support/torch_test.h"

#include "engine/ispa/controls.h"
#include "engine/ispa/layer_solver.h"
#include "engine/ispa/residual.h"
#include "tests/ispa/planted_rows.h"

#include <functional>

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
        return {.q = q, .k = k, .v = v, .full = joinAttention(attendWithLse(q, k, v), remote).out};
    }
};

/// One layer over a warm-up in which each pass lacks what a test plants: what the right correction and the scaling of
/// queries leave of it, by the same held-out rows.
class PlantedWarmUp {
public:
    /// What is remote, where the local keys gave `local`.
    using Remote = std::function<AttentionPart(
        int block, const at::Tensor& q, const AttentionKeys& keys, const AttentionPart& local)>;

    struct Errors {
        double correction; ///< a scalar and a vector per head
        double scaling;
    };

    Errors errorsOf(int blocks, const Remote& remote)
    {
        LayerStatistics statistics(kLayout, 0.5);
        QueryScalingTrial trial;
        for (int block = 0; block < blocks; ++block) {
            statistics.beginBlock(9 + 3 * block, {.frames = 3, .tokensPerFrame = kPerFrame});
            trial.beginBlock();
            for (int pass = 0; pass < kLayout.passes; ++pass)
                observe(statistics, trial, block, pass, remote);
        }
        const LayerSolution solution =
            solveLayer(statistics, at::eye(kLayout.dim()), {.rung = Rung::HeadScale});
        return {.correction = solution.heldOutError, .scaling = trial.solve()->heldOutError};
    }

    RandomTensors& random() { return m_random; }

    static constexpr MomentLayout kLayout{.heads = 2, .width = 12, .passes = 2};
    static constexpr std::int64_t kPerFrame = 24;

private:
    void observe(LayerStatistics& statistics, QueryScalingTrial& trial, int block, int pass,
                 const Remote& remote)
    {
        const auto tokens = [&](std::int64_t count) {
            return m_random({1, count, kLayout.heads, kLayout.width});
        };
        const at::Tensor q = tokens(3 * kPerFrame);
        const AttentionKeys keys{.k = tokens(40), .v = tokens(40)};
        const AttentionPart local = attendWithLse(q, keys.k, keys.v);
        const AttentionGap gap = attentionGap(local, remote(block, q, keys, local));
        statistics.observe(pass, local.out, gap);
        trial.observe({.block = {9 + 3 * block, 3},
                       .q = q,
                       .localKeys = [&] { return keys; },
                       .remoteKeys = {},
                       .remoteFrames = m_noFrames,
                       .local = local,
                       .gap = gap,
                       .rotary = m_rotary},
                      statistics.rows(), statistics.trainingRows());
    }

    RandomTensors m_random{146};
    Rotary m_rotary{RotaryConfig::wan(kLayout.width, 4, 6)};
    std::vector<std::int64_t> m_noFrames;
};

/// A remote part for which attention over all keys is what local attention with these factors is.
AttentionPart asIfScaled(const at::Tensor& q, const AttentionKeys& keys, const AttentionPart& local,
                         const at::Tensor& factors)
{
    const at::Tensor full = attendWithLse(q * factors, keys.k, keys.v).out;
    return {.out = 2 * full - local.out, .lse = local.lse};
}

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

TEST_CASE("Controls: a mixed-up correction is the right one with its heads renamed",
          "[ispa][controls]")
{
    RandomTensors random(147);
    const MomentLayout layout = smallLayout();
    const at::Tensor rows = random({5, layout.dim()}).to(at::kDouble);
    const auto renamed = [&](const at::Tensor& x) { return x.roll(layout.width, 1); };
    for (const Correction& right : oneOfEachRung(random, layout, layout.passes)) {
        CAPTURE(imprint::enumName(right.rung));
        const Correction wrong = withHeadsMixedUp(right);
        CHECK(distance(wrong.apply(renamed(rows), 1), renamed(right.apply(rows, 1))) < 1e-12);
        CHECK(distance(wrong.apply(rows, 1), right.apply(rows, 1)) > 1e-2);
    }
    const StandInTokens tokens{
        .k = random({7, 3, 4}), .v = random({7, 3, 4}), .weight = random({3, 7})};
    const Correction mixed = withHeadsMixedUp({.rung = Rung::VirtualTokens,
                                               .heads = 3,
                                               .matrix = {},
                                               .right = {},
                                               .bias = {},
                                               .tokens = tokens});
    for (std::int64_t head = 0; head < 3; ++head) {
        const std::int64_t other = (head + 2) % 3;
        CHECK(at::equal(mixed.tokens->k.select(1, head), tokens.k.select(1, other)));
        CHECK(at::equal(mixed.tokens->v.select(1, head), tokens.v.select(1, other)));
        CHECK(at::equal(mixed.tokens->weight.select(0, head), tokens.weight.select(0, other)));
    }
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
    CHECK(distance(fitQueryScaling({sample}, {.iterations = 600, .start = {}}), factors) < 1e-2);
}

TEST_CASE("Controls: the scaling of queries can't replace a lost past, scalars and vectors can",
          "[ispa][controls]")
{
    RandomTensors random(145);
    const LostPast world(random);
    const AttentionSample seen = world.sample(random({1, 200, 3, 4}).to(at::kDouble));
    const at::Tensor factors = fitQueryScaling({seen});

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

TEST_CASE(
    "Controls: what is missing by a constant gate a correction says, and no scaling of queries",
    "[ispa][controls]")
{
    const int blocks = GENERATE(1, 2, 4);
    CAPTURE(blocks);
    PlantedWarmUp warmUp;
    const at::Tensor past = warmUp.random()({1, 1, 2, 12}, 2.0);
    const auto errors = warmUp.errorsOf(
        blocks, [&](int, const at::Tensor&, const AttentionKeys&, const AttentionPart& local) {
            return AttentionPart{.out = past.expand_as(local.out), .lse = local.lse - 0.5};
        });
    CHECK(errors.correction < 1e-3);
    CHECK(errors.scaling > 0.8);
}

TEST_CASE("Controls: where there is no relation neither finds one", "[ispa][controls]")
{
    const int blocks = GENERATE(1, 2, 4);
    CAPTURE(blocks);
    PlantedWarmUp warmUp;
    const auto errors = warmUp.errorsOf(
        blocks, [&](int, const at::Tensor&, const AttentionKeys&, const AttentionPart& local) {
            return AttentionPart{.out = local.out + warmUp.random()(local.out.sizes()),
                                 .lse = local.lse};
        });
    CHECK(errors.correction > 0.97);
    CHECK(errors.scaling > 0.97);
}

TEST_CASE("Controls: a relation in the logits the scaling finds, and it wins honestly",
          "[ispa][controls]")
{
    const int blocks = GENERATE(1, 2, 4);
    CAPTURE(blocks);
    PlantedWarmUp warmUp;
    const at::Tensor factors = 1 + 0.4 * warmUp.random()({2, 12});
    const auto errors = warmUp.errorsOf(
        blocks, [&](int, const at::Tensor& q, const AttentionKeys& keys,
                    const AttentionPart& local) { return asIfScaled(q, keys, local, factors); });
    CHECK(errors.scaling < 0.05);
    CHECK(errors.correction > 0.5);
}

TEST_CASE("Controls: the scaling knows nothing of the block that judges it", "[ispa][controls]")
{
    const int blocks = GENERATE(2, 4);
    CAPTURE(blocks);
    PlantedWarmUp warmUp;
    const at::Tensor by = 0.4 * warmUp.random()({2, 12});
    // In the last block everything is the other way round.
    const auto errors =
        warmUp.errorsOf(blocks, [&](int block, const at::Tensor& q, const AttentionKeys& keys,
                                    const AttentionPart& local) {
            return asIfScaled(q, keys, local, block + 1 < blocks ? 1 + by : 1 - by);
        });
    CHECK(errors.scaling > 1.5);
    CHECK(errors.correction > 0.9);
}

TEST_CASE("Controls: a scaling that nothing can judge is none", "[ispa][controls]")
{
    CHECK_FALSE(QueryScalingTrial().solve().has_value());
}
