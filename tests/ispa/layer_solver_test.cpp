#include "tests/support/torch_test.h"

#include "engine/ispa/layer_solver.h"
#include "tests/ispa/planted_rows.h"

#include <algorithm>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

at::Tensor identity()
{
    return at::eye(12, at::kDouble);
}

SolverOptions exactly(std::optional<Rung> rung = {})
{
    return {.rung = rung, .precision = at::kDouble};
}

bool wasRefused(const LayerSolution& solution, Rung rung, Refusal reason)
{
    return std::any_of(solution.refused.begin(), solution.refused.end(),
                       [&](const RefusedRung& r) { return r.rung == rung && r.reason == reason; });
}

PlantedGap denseGap(PlantedWorld& world, double size)
{
    const at::Tensor matrix = world.random()({12, 12}, size).to(at::kDouble);
    return [=](const at::Tensor& a, std::int64_t) { return a.flatten(1).mm(matrix).view_as(a); };
}

void checkIsNone(const LayerSolution& solution)
{
    CHECK(solution.correction.rung == Rung::None);
    CHECK(solution.heldOutError == 1.0);
    CHECK(solution.step == 0.0);
    CHECK_FALSE(solution.refused.empty());
    const at::Tensor a = at::ones({3, 12});
    CHECK(solution.correction.apply(a, 0).is_same(a));
}

} // namespace

namespace {

struct Tried {
    Rung rung = Rung::None;
    double alpha = 0;
    double step = 0;
    double error = 1;
};

/// A rung with every α and every step, one by one, as its words say; if none may be used, None with the best α.
Tried triedOut(Rung rung, const LayerStatistics& statistics, const SolverOptions& options,
               const at::Tensor& weight)
{
    Tried full{.error = std::numeric_limits<double>::infinity()}; // α is chosen at full step
    std::optional<Correction> correction;
    for (const double alpha : options.alphas) {
        const auto fitted =
            fitRung(rung, statistics.training(), alpha,
                    {.precision = options.precision, .rank = options.rank, .outputWeight = weight});
        const double error = residualOf(fitted.value(), statistics.validation()).share();
        if (error < full.error) {
            full = {.rung = rung, .alpha = alpha, .step = 1, .error = error};
            correction = fitted;
        }
    }
    Tried best{.alpha = full.alpha};
    for (const double step : {1.0, 0.75, 0.5, 0.25}) {
        const double error =
            residualOf(correction->scaledBy(step), statistics.validation()).share();
        const at::Tensor whole =
            at::eye(weight.size(0), weight.options()) + step * correction->denseTransposed();
        if (at::linalg_svdvals(whole).max().item<double>() <= options.mostGain &&
            error < best.error)
            best = {.rung = rung, .alpha = full.alpha, .step = step, .error = error};
    }
    return best;
}

} // namespace

TEST_CASE("Layer solver: chooses what trying all rungs one by one chooses", "[ispa][solver]")
{
    const auto size = GENERATE(0.01, 0.05, 0.2);
    const auto noise = GENERATE(0.1, 0.3, 1.0); // less would be rounding, which counts as nothing
    CAPTURE(size, noise);
    PlantedWorld world(137, smallLayout());
    const PlantedGap dense = denseGap(world, size);
    RandomTensors random(138);
    const LayerStatistics statistics =
        world.statistics(4, [&](const at::Tensor& a, std::int64_t pass) {
            return dense(a, pass) - 0.2 * a + noise * random(a.sizes()).to(at::kDouble);
        });
    const at::Tensor weight = outputProjection(world.random(), 12);
    SolverOptions options = exactly();
    options.rank = 3;
    const LayerSolution chosen = solveLayer(statistics, weight, options);
    Tried best;
    std::optional<double> denseAlpha;
    for (const Rung rung : {Rung::Bias, Rung::HeadScale, Rung::ChannelScale, Rung::HeadMatrix,
                            Rung::Dense, Rung::LowRank, Rung::Hierarchical}) {
        SolverOptions tried = options;
        if (rung == Rung::LowRank && denseAlpha) // that one made smaller
            tried.alphas = {*denseAlpha};
        const Tried one = triedOut(rung, statistics, tried, weight);
        if (rung == Rung::Dense)
            denseAlpha = one.alpha;
        if (one.error < best.error)
            best = one;
    }
    REQUIRE(best.rung != Rung::None);
    CHECK(enumName(chosen.correction.rung) == enumName(best.rung));
    CHECK(chosen.step == best.step);
    CHECK(chosen.heldOutError == Approx(best.error).epsilon(1e-9));
    if (best.rung != Rung::Bias)
        CHECK(chosen.alpha == best.alpha);
}

TEST_CASE("Layer solver: an empty remote set gives exactly no correction", "[ispa][solver]")
{
    const MomentLayout layout = smallLayout();
    RandomTensors random(121);
    LayerStatistics statistics(layout);
    for (int block = 0; block < 4; ++block) {
        statistics.beginBlock(9 + 3 * block, {.frames = 3, .tokensPerFrame = 8});
        const at::Tensor q = random({1, 24, 3, 4}).to(at::kDouble);
        const at::Tensor k = random({1, 10, 3, 4}).to(at::kDouble);
        const at::Tensor none = k.narrow(1, 0, 0);
        const AttentionPart local = attendWithLse(q, k, k);
        statistics.observe(0, local.out, attentionGap(local, attendWithLse(q, none, none)));
    }
    for (const auto& rung : {std::optional<Rung>(), std::optional(Rung::Dense)}) {
        const LayerSolution solution = solveLayer(statistics, identity(), exactly(rung));
        checkIsNone(solution);
        CHECK(solution.refused.front().reason == Refusal::NothingObserved);
        CHECK(solution.relativeDiscrepancy == 0.0);
    }
    // Even asked directly, no rung invents anything.
    for (const auto& rung : enumNames(Rung{})) {
        if (rung.value == Rung::VirtualTokens)
            continue; // is made of keys, not of sums
        const auto c = fitRung(rung.value, statistics.all(), 1e-2,
                               {.precision = at::kDouble, .rank = 2, .outputWeight = identity()});
        REQUIRE(c.has_value());
        if (c->bias.defined())
            CHECK(c->bias.count_nonzero().item<std::int64_t>() == 0);
        if (c->bias.defined() && c->rung != Rung::LowRank)
            CHECK(c->denseTransposed().count_nonzero().item<std::int64_t>() == 0);
    }
    checkIsNone(solveLayer(LayerStatistics(layout), identity()));
}

TEST_CASE("Layer solver: attention of constant gate is recovered from one block", "[ispa][solver]")
{
    const auto type = GENERATE(at::kDouble, at::kFloat);
    MomentLayout layout = smallLayout(MomentDetail::HeadBlocks);
    layout.type = type;
    RandomTensors random(122);
    LayerStatistics statistics(layout);
    statistics.beginBlock(9, {.frames = 3, .tokensPerFrame = 16});
    const auto make = [&](std::int64_t rows) { return random({1, rows, 3, 4}).to(type); };
    // The past has the keys of the present, so that its share of the softmax is the same for every query, and says one thing.
    const at::Tensor k = make(20);
    const at::Tensor v = make(20);
    const at::Tensor past = make(1);
    const double bias = -0.7;
    const auto parts = [&](const at::Tensor& q) {
        AttentionPart remote = attendWithLse(q, k, past.expand_as(v).contiguous());
        remote.lse = remote.lse + bias;
        return std::pair(attendWithLse(q, k, v), remote);
    };
    for (std::int64_t pass = 0; pass < 2; ++pass) {
        const auto [local, remote] = parts(make(48));
        statistics.observe(pass, local.out, attentionGap(local, remote));
    }
    const LayerSolution solution =
        solveLayer(statistics, identity(), {.precision = type, .alphas = {1e-12}});
    CHECK(solution.correction.rung == Rung::HeadScale);
    CHECK(solution.step == 1.0);
    CHECK_FALSE(solution.validated);
    const double lost = 1 / (1 + std::exp(-bias));
    const double tolerance = type == at::kDouble ? 1e-10 : 1e-4;
    CHECK(distance(solution.correction.matrix, at::full({3}, -lost, type)) < tolerance);
    CHECK(distance(solution.evictedMass, at::full({3}, lost, at::kDouble)) < tolerance);
    CHECK(solution.heldOutError < tolerance);

    const auto [local, remote] = parts(make(5)); // queries never seen
    const at::Tensor got = solution.correction.apply(local.out.flatten(2), 1);
    CHECK(distance(got, joinAttention(local, remote).out.flatten(2)) < tolerance);
}

TEST_CASE("Layer solver: few blocks allow no matrix, three choose what fits best", "[ispa][solver]")
{
    PlantedWorld world(123, smallLayout());
    const PlantedGap gap = denseGap(world, 0.02);
    for (const int blocks : {1, 2}) {
        const LayerSolution solution =
            solveLayer(world.statistics(blocks, gap), identity(), exactly());
        CHECK(solution.correction.rung <= Rung::ChannelScale);
        CHECK_FALSE(solution.validated);
    }
    const LayerSolution solution = solveLayer(world.statistics(3, gap), identity(), exactly());
    CHECK(solution.correction.rung >= Rung::Dense);
    CHECK(solution.validated);
    CHECK(solution.heldOutError < 0.01);
    CHECK(solution.gain <= 1.1);
    CHECK(solution.weightChange > 0.0);
    CHECK(solution.heldOutResidual.sum().item<double>() <
          0.01 * solution.heldOutDiscrepancy.sum().item<double>());
}

TEST_CASE("Layer solver: from few blocks channels must beat heads by five per cent",
          "[ispa][solver]")
{
    const auto rungFor = [](int blocks, double spread) {
        PlantedWorld world(134, smallLayout());
        const at::Tensor slopes = at::linspace(-1, 1, 4, at::kDouble); // differ within each head
        const at::Tensor scale = world.local(500).std(0, true, false);
        RandomTensors noise(135);
        const LayerStatistics statistics =
            world.statistics(blocks, [&](const at::Tensor& a, std::int64_t) {
                return -0.5 * a + spread * slopes * a + scale * noise(a.sizes()).to(at::kDouble);
            });
        return solveLayer(statistics, identity(), exactly()).correction.rung;
    };
    CHECK(rungFor(2, 0.2) == Rung::HeadScale);
    CHECK(rungFor(2, 0.5) == Rung::ChannelScale);
    CHECK(rungFor(8, 0.2) >= Rung::ChannelScale);
}

TEST_CASE("Layer solver: frames count where a block is but one", "[ispa][solver]")
{
    PlantedWorld world(124, smallLayout());
    LayerStatistics statistics(world.layout());
    const auto blocks = [&](int count) {
        for (int i = 0; i < count; ++i) {
            statistics.beginBlock(7 + i, {.frames = 1, .tokensPerFrame = 32});
            statistics.observe(0, world.anyRows(32));
        }
    };
    blocks(1);
    const LayerSolution lone = solveLayer(statistics, identity());
    checkIsNone(lone);
    CHECK(lone.refused.front().reason == Refusal::NoHeldOutRows);
    blocks(7);
    CHECK_FALSE(solveLayer(statistics, identity()).validated);
    blocks(1);
    CHECK(solveLayer(statistics, identity()).validated);
}

TEST_CASE("Layer solver: a matrix wanted from too little is shrunk hard", "[ispa][solver]")
{
    PlantedWorld world(125, smallLayout());
    const LayerSolution solution =
        solveLayer(world.statistics(2, denseGap(world, 0.02)), identity(), exactly(Rung::Dense));
    CHECK(solution.correction.rung == Rung::Dense);
    CHECK(solution.alpha >= 1.0);
}

TEST_CASE("Layer solver: a NaN in the statistics gives no correction", "[ispa][solver]")
{
    PlantedWorld world(126, smallLayout());
    LayerStatistics statistics = world.statistics(3, denseGap(world, 0.02));
    ObservedRows rows = world.anyRows(96);
    rows.discrepancy[95][0][0] = std::nan("");
    statistics.observe(0, rows);
    const LayerSolution solution = solveLayer(statistics, identity(), exactly(Rung::Dense));
    checkIsNone(solution);
    CHECK(wasRefused(solution, Rung::Dense, Refusal::NotFinite));
}

TEST_CASE("Layer solver: steps down where sums are not positive definite", "[ispa][solver]")
{
    PlantedWorld world(127, smallLayout());
    LayerStatistics statistics =
        world.statistics(3, [](const at::Tensor& a, std::int64_t) { return -0.2 * a; });
    // Take twice of what there is, in the weakest direction of each head: the rest of the variance stays.
    const auto [variances, directions] = at::linalg_eigh(statistics.all().headGram());
    const at::Tensor weakest = directions.select(-1, 0) *
                               (2 * variances.select(-1, 0)).sqrt().unsqueeze(-1); // [heads, width]
    const ObservedRows taken = {.local = at::stack({weakest, weakest}) / std::sqrt(2.0),
                                .discrepancy =
                                    -0.2 * at::stack({weakest, weakest}) / std::sqrt(2.0),
                                .evictedMass = at::zeros({2, 3}, at::kDouble),
                                .weight = at::full({2}, -1.0, at::kDouble)};
    // A block of its own: the sums before it, and then itself, become the training set.
    statistics.beginBlock(18, {.frames = 2, .tokensPerFrame = 1});
    statistics.observe(0, taken);
    statistics.beginBlock(20, {.frames = 3, .tokensPerFrame = 32});
    statistics.observe(0,
                       world.rows(96, [](const at::Tensor& a, std::int64_t) { return -0.2 * a; }));

    SolverOptions options = exactly(Rung::Dense);
    options.alphas = {1e-9}; // even a thousand times that is too little
    const LayerSolution solution = solveLayer(statistics, identity(), options);
    CHECK(wasRefused(solution, Rung::Dense, Refusal::Unsolvable));
    CHECK(wasRefused(solution, Rung::HeadMatrix, Refusal::Unsolvable));
    CHECK(solution.correction.rung == Rung::HeadScale);
    REQUIRE_FALSE(solution.refused.empty());
    CHECK(describe(solution.refused.front()) == "dense: its matrix is not positive definite");

    options.alphas = {1e-9, 10.0};
    CHECK(solveLayer(statistics, identity(), options).correction.rung == Rung::Dense);
}

TEST_CASE("Layer solver: refuses what amplifies, shortens the step where that is enough",
          "[ispa][solver]")
{
    PlantedWorld world(128, smallLayout());
    const auto stretched = [&](double by) {
        return world.statistics(3, [by](const at::Tensor& a, std::int64_t) {
            at::Tensor gap = at::zeros_like(a);
            gap.select(1, 1).select(1, 2).copy_(by * a.select(1, 1).select(1, 2));
            return gap;
        });
    };
    const LayerSolution much = solveLayer(stretched(0.8), identity(), exactly(Rung::Dense));
    CHECK(wasRefused(much, Rung::Dense, Refusal::Amplifies));
    CHECK(wasRefused(much, Rung::HeadMatrix, Refusal::Amplifies));
    CHECK(much.gain <= 1.1);
    const LayerSolution little = solveLayer(stretched(0.18), identity(), exactly(Rung::Dense));
    CHECK(little.correction.rung == Rung::Dense);
    CHECK(little.step == 0.5);
    CHECK(little.gain == Approx(1.09).margin(0.005));
}

TEST_CASE("Layer solver: what amplifies only when solved from all rows is refused as well",
          "[ispa][solver]")
{
    PlantedWorld world(136, smallLayout());
    const auto stretch = [](double by) {
        return [by](const at::Tensor& a, std::int64_t) {
            at::Tensor gap = at::zeros_like(a);
            gap.select(1, 1).select(1, 2).copy_(by * a.select(1, 1).select(1, 2));
            return gap;
        };
    };
    LayerStatistics statistics = world.statistics(3, stretch(0.09));
    statistics.beginBlock(18, {.frames = 3, .tokensPerFrame = 96});
    statistics.observe(0, world.rows(288, stretch(0.15)));
    const LayerSolution solution = solveLayer(statistics, identity(), exactly(Rung::Dense));
    CHECK(wasRefused(solution, Rung::Dense, Refusal::Amplifies));
    CHECK(wasRefused(solution, Rung::HeadMatrix, Refusal::Amplifies));
    CHECK(solution.correction.rung == Rung::HeadScale);
    CHECK(solution.gain <= 1.1);
}

TEST_CASE("Layer solver: what held-out rows contradict is no correction", "[ispa][solver]")
{
    PlantedWorld world(129, smallLayout());
    LayerStatistics statistics =
        world.statistics(3, [](const at::Tensor& a, std::int64_t) { return -0.3 * a; });
    statistics.beginBlock(18, {.frames = 3, .tokensPerFrame = 32});
    statistics.observe(0,
                       world.rows(96, [](const at::Tensor& a, std::int64_t) { return 0.3 * a; }));
    for (const auto& rung : {std::optional<Rung>(), std::optional(Rung::Hierarchical)}) {
        const LayerSolution solution = solveLayer(statistics, identity(), exactly(rung));
        checkIsNone(solution);
        CHECK(wasRefused(solution, Rung::HeadScale, Refusal::NoGain));
        CHECK(distance(solution.heldOutResidual, solution.heldOutDiscrepancy) == 0.0);
    }
}

TEST_CASE("Layer solver: too few rows and sums of heads alone step down from a matrix",
          "[ispa][solver]")
{
    PlantedWorld few(130, smallLayout());
    const PlantedGap gap = [](const at::Tensor& a, std::int64_t) { return -0.2 * a + 0.1; };
    const LayerSolution scarce =
        solveLayer(few.statistics(2, gap, 2), identity(), exactly(Rung::Dense));
    CHECK(wasRefused(scarce, Rung::Dense, Refusal::TooFewRows)); // 6 rows, 12 channels
    CHECK(scarce.correction.rung == Rung::HeadMatrix);           // of width 4
    PlantedWorld heads(131, smallLayout(MomentDetail::HeadBlocks));
    const LayerSolution apart =
        solveLayer(heads.statistics(3, gap), identity(), exactly(Rung::LowRank));
    CHECK(wasRefused(apart, Rung::LowRank, Refusal::NeedsFullMoments));
    CHECK(apart.correction.rung == Rung::HeadMatrix);
}

TEST_CASE("Layer solver: the same statistics give the same correction, bit for bit",
          "[ispa][solver]")
{
    PlantedWorld world(132, smallLayout());
    const LayerStatistics statistics = world.statistics(4, denseGap(world, 0.02));
    const LayerSolution one = solveLayer(statistics, identity());
    const LayerSolution two = solveLayer(statistics, identity());
    REQUIRE(one.correction.rung == two.correction.rung);
    CHECK(at::equal(one.correction.denseTransposed(), two.correction.denseTransposed()));
    CHECK(at::equal(one.correction.bias, two.correction.bias));
}

TEST_CASE("Layer solver: states the size of the discrepancy", "[ispa][solver]")
{
    PlantedWorld world(133, smallLayout());
    const LayerStatistics statistics =
        world.statistics(2, [](const at::Tensor& a, std::int64_t) { return -0.2 * a; });
    const LayerSolution solution = solveLayer(statistics, identity(), exactly());
    CHECK(solution.relativeDiscrepancy == Approx(0.2 / 0.8));
    CHECK(solution.evictedMass.sum().item<double>() == Approx(0.75));
}

TEST_CASE("Layer solver: no correction is larger than the bound, which a rung that holds attains",
          "[ispa][solver]")
{
    const int blocks = GENERATE(0, 1, 2, 3, 4);
    PlantedWorld world(132, smallLayout());
    const LayerStatistics statistics = world.statistics(blocks, denseGap(world, 0.05));
    const auto most = [&](const SolverOptions& options) {
        return mostCorrectionBytes(options, world.layout(), statistics.informativeBlocks(),
                                   statistics.informativeFrames());
    };
    std::vector<SolverOptions> wishes = {exactly()};
    for (const auto& [rung, name] : enumNames(Rung{}))
        wishes.push_back(exactly(rung));
    for (const SolverOptions& options : wishes) {
        const Correction c = solveLayer(statistics, identity(), options).correction;
        CAPTURE(blocks, static_cast<int>(c.rung), options.rung.has_value());
        CHECK(c.bytes() == predictedCorrectionBytes(c.rung, world.layout(), options));
        CHECK(c.bytes() <= most(options));
        if (options.rung == c.rung)
            CHECK(c.bytes() == most(options));
    }
    CHECK((most(exactly()) == 0) == (blocks == 0));
}

TEST_CASE("Layer solver: the bound knows what statistics of single heads cannot carry",
          "[ispa][solver]")
{
    MomentLayout layout = smallLayout();
    const SolverOptions options = {.tokens = 1};
    const std::int64_t full = mostCorrectionBytes(options, layout, 3, 9);
    layout.detail = MomentDetail::HeadBlocks;
    CHECK(mostCorrectionBytes(options, layout, 3, 9) < full);
    CHECK(mostCorrectionBytes(options, layout, 3, 9) ==
          predictedCorrectionBytes(Rung::HeadMatrix, layout, options));
    // Tokens are possible whatever the statistics hold.
    CHECK(mostCorrectionBytes({}, layout, 3, 9) ==
          predictedCorrectionBytes(Rung::VirtualTokens, layout, SolverOptions{}));
    // Blocks of one frame count as a third.
    CHECK(mostCorrectionBytes(options, layout, 3, 3) == mostCorrectionBytes(options, layout, 1, 3));
}
