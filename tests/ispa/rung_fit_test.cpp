#include "tests/support/torch_test.h"

#include "engine/ispa/residual.h"
#include "engine/ispa/rung_fit.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr double kNoShrinkage = 1e-13;

/// The sums of two passes of a world.
Moments momentsOf(PlantedWorld& world, const PlantedGap& gap, std::int64_t rows = 60)
{
    Moments moments(world.layout());
    for (std::int64_t pass = 0; pass < 2; ++pass)
        moments.add(world.rows(rows, gap, pass), pass);
    return moments;
}

struct Wanted {
    double alpha = 1e-2;
    BiasKind bias = BiasKind::Shared;
    std::int64_t rank = 16;
    at::Tensor outputWeight = {};
};

Correction fitted(Rung rung, const Moments& moments, const Wanted& wanted)
{
    const auto c = fitRung(rung, moments, wanted.alpha,
                           {.bias = wanted.bias,
                            .precision = at::kDouble,
                            .rank = wanted.rank,
                            .outputWeight = wanted.outputWeight});
    REQUIRE(c.has_value());
    return *c;
}

void checkExact(Rung rung, const Moments& moments, const Wanted& wanted)
{
    CAPTURE(static_cast<int>(rung));
    CHECK(std::abs(residualOf(fitted(rung, moments, wanted), moments).share()) < 1e-10);
}

} // namespace

TEST_CASE("Rung fit: a world of constant gate is recovered exactly by scalars and vectors",
          "[ispa][rung]")
{
    PlantedWorld world(81, smallLayout());
    const at::Tensor lost = at::tensor({0.05, 0.4, 0.9}, at::kDouble).unsqueeze(-1); // 1 − g
    const at::Tensor past = world.random()({3, 4}).to(at::kDouble);                  // A_rem
    const Moments moments =
        momentsOf(world, [&](const at::Tensor& a, std::int64_t) { return lost * (past - a); });
    const Correction c = fitted(Rung::HeadScale, moments, {.alpha = kNoShrinkage});
    CHECK(distance(c.matrix, -lost.squeeze(-1)) < 1e-11);
    CHECK(distance(c.bias[0], (lost * past).flatten()) < 1e-10);
    for (const Rung richer : {Rung::ChannelScale, Rung::HeadMatrix, Rung::Dense})
        checkExact(richer, moments, {.alpha = kNoShrinkage});
    CHECK(residualOf(fitted(Rung::Bias, moments, {}), moments).share() > 0.05);
}

TEST_CASE("Rung fit: diagonal, block and dense worlds need their rung", "[ispa][rung]")
{
    PlantedWorld world(82, smallLayout());
    const auto number = [&](at::IntArrayRef shape) {
        return world.random()(shape, 0.3).to(at::kDouble);
    };
    const at::Tensor vector = number({12});
    const auto flat = [&](const at::Tensor& matrix) {
        return [=](const at::Tensor& a, std::int64_t) {
            return (a.flatten(1).mm(matrix) + vector).view_as(a);
        };
    };
    const Wanted exact = {.alpha = kNoShrinkage};
    const auto error = [&](Rung rung, const Moments& m) {
        return residualOf(fitted(rung, m, exact), m).share();
    };

    const Moments constant = momentsOf(world, flat(at::zeros({12, 12}, at::kDouble)));
    checkExact(Rung::Bias, constant, exact);

    const Moments diagonal = momentsOf(world, flat(at::diag(number({12}))));
    checkExact(Rung::ChannelScale, diagonal, exact);
    CHECK(error(Rung::HeadScale, diagonal) > 0.01);

    const Moments blocks =
        momentsOf(world, flat(at::block_diag({number({4, 4}), number({4, 4}), number({4, 4})})));
    checkExact(Rung::HeadMatrix, blocks, exact);
    CHECK(error(Rung::ChannelScale, blocks) > 0.01);

    const Moments dense = momentsOf(world, flat(number({12, 12})));
    checkExact(Rung::Dense, dense, exact);
    checkExact(Rung::Hierarchical, dense, exact);
    CHECK(error(Rung::HeadMatrix, dense) > 0.01);
}

TEST_CASE("Rung fit: a bias that differs by pass is found per pass alone", "[ispa][rung]")
{
    PlantedWorld world(83, smallLayout());
    const at::Tensor vectors = world.random()({2, 3, 4}).to(at::kDouble);
    const Moments moments = momentsOf(
        world, [&](const at::Tensor& a, std::int64_t pass) { return -0.3 * a + vectors[pass]; });
    for (const Rung rung :
         {Rung::HeadScale, Rung::ChannelScale, Rung::HeadMatrix, Rung::Dense, Rung::Hierarchical}) {
        const Wanted perPass = {.alpha = kNoShrinkage, .bias = BiasKind::PerPass};
        checkExact(rung, moments, perPass);
        CHECK(distance(fitted(rung, moments, perPass).bias, vectors.flatten(1)) < 1e-8);
        CHECK(residualOf(fitted(rung, moments, {.alpha = kNoShrinkage}), moments).share() > 1e-3);
    }
}

TEST_CASE("Rung fit: centring equals an unpenalised column of ones", "[ispa][rung]")
{
    const auto kind = GENERATE(BiasKind::Shared, BiasKind::PerPass);
    PlantedWorld world(84, smallLayout());
    const std::vector<ObservedRows> passes = {world.anyRows(30), world.anyRows(50)};
    Moments moments(world.layout());
    std::vector<at::Tensor> columns;
    for (std::int64_t pass = 0; pass < 2; ++pass) {
        const ObservedRows& rows = passes[static_cast<std::size_t>(pass)];
        moments.add(rows, pass);
        at::Tensor ones =
            at::zeros({rows.local.size(0), kind == BiasKind::Shared ? 1 : 2}, at::kDouble);
        ones.select(1, kind == BiasKind::Shared ? 0 : pass).fill_(1.0);
        columns.push_back(at::cat({rows.local.flatten(1), ones}, 1));
    }
    const at::Tensor a = at::cat(columns);
    const at::Tensor d = at::cat({passes[0].discrepancy, passes[1].discrepancy}).flatten(1);
    const Correction c = fitted(Rung::Dense, moments, {.alpha = 0.5, .bias = kind});

    // λ from the trace of the centred Gram matrix, which is that of a after a projection off the columns of ones.
    const at::Tensor ones = a.narrow(1, 12, a.size(1) - 12);
    const at::Tensor rows = a.narrow(1, 0, 12);
    const at::Tensor centred =
        rows - ones.mm(at::linalg_solve(ones.t().mm(ones), ones.t().mm(rows)));
    at::Tensor penalty = at::zeros({a.size(1)}, at::kDouble);
    penalty.narrow(0, 0, 12).fill_(0.5 * centred.square().sum() / 12);
    const at::Tensor wanted = at::linalg_solve(a.t().mm(a) + at::diag(penalty), a.t().mm(d));
    CHECK(distance(c.matrix.t(), wanted.narrow(0, 0, 12)) < 1e-11);
    CHECK(distance(c.bias, wanted.narrow(0, 12, a.size(1) - 12)) < 1e-11);
}

TEST_CASE("Rung fit: a low rank loses least at the output, and nothing at full rank",
          "[ispa][rung]")
{
    PlantedWorld world(85, smallLayout());
    Moments moments(world.layout());
    moments.add(world.anyRows(80), 0);
    const double alpha = 0.05;
    const at::Tensor weight = outputProjection(world.random(), 12); // W_oᵀ
    const auto lowRank = [&](std::int64_t rank) {
        return fitted(Rung::LowRank, moments,
                      {.alpha = alpha, .rank = rank, .outputWeight = weight});
    };
    const Correction dense = fitted(Rung::Dense, moments, {.alpha = alpha});
    const at::Tensor best = weight.mm(dense.matrix).t(); // ΔW = P·W_o, without any limit of rank
    const at::Tensor mean = moments.localSum().sum(0) / 80.0;
    at::Tensor system = moments.gram() - 80.0 * mean.outer(mean);
    system = system + alpha * system.trace() / 12 * at::eye(12, at::kDouble); // G + λI
    const auto excess = [&](const at::Tensor& change) { // objective above that of `best`
        const at::Tensor off = change - best;
        return off.t().mm(system).mm(off).trace().item<double>();
    };
    const auto [u, s, vh] = at::linalg_svd(best, false);
    double previous = std::numeric_limits<double>::infinity();
    for (std::int64_t rank = 1; rank <= 12; ++rank) {
        CAPTURE(rank);
        const Correction c = lowRank(rank);
        const double got = excess(weight.mm(c.denseTransposed()).t());
        const at::Tensor truncated =
            (u.narrow(1, 0, rank) * s.narrow(0, 0, rank)).mm(vh.narrow(0, 0, rank));
        CHECK(got <= excess(truncated) + 1e-9);
        CHECK(got <= previous + 1e-9);
        previous = got;
        if (rank == 4)
            CHECK(got < 0.99 * excess(truncated)); // and not by being the truncation
    }
    CHECK(distance(lowRank(12).denseTransposed(), dense.matrix) < 1e-10);
    CHECK(distance(lowRank(12).bias, dense.bias) < 1e-10);
    const auto singular =
        fitRung(Rung::LowRank, moments, 1e-2,
                {.precision = at::kDouble, .outputWeight = at::zeros({12, 12}, at::kDouble)});
    CHECK_FALSE(singular.has_value());
}

TEST_CASE("Rung fit: regularisation shrinks dense to nothing, hierarchical to scalars",
          "[ispa][rung]")
{
    PlantedWorld world(86, smallLayout());
    Moments moments(world.layout());
    moments.add(world.anyRows(80), 0);
    const Wanted strong = {.alpha = 1e9};
    CHECK(fitted(Rung::Dense, moments, strong).matrix.abs().max().item<double>() < 1e-7);
    const Correction scalars = fitted(Rung::HeadScale, moments, {.alpha = 1e-2});
    const Correction hierarchical = fitted(Rung::Hierarchical, moments, strong);
    CHECK(distance(hierarchical.matrix, scalars.denseTransposed()) < 1e-7);
    const at::Tensor largest = scalars.matrix.abs().max();
    CHECK(largest.item<double>() > 1e-3);
}

TEST_CASE("Rung fit: a head's scalar neither flips nor doubles it", "[ispa][rung]")
{
    PlantedWorld world(87, smallLayout());
    const at::Tensor factors = at::tensor({-3.0, 2.0, -0.5}, at::kDouble).unsqueeze(-1);
    const Moments moments =
        momentsOf(world, [&](const at::Tensor& a, std::int64_t) { return factors * a; });
    const Correction c = fitted(Rung::HeadScale, moments, {.alpha = kNoShrinkage});
    CHECK(distance(c.matrix, at::tensor({-0.95, 0.25, -0.5}, at::kDouble)) < 1e-10);
}

TEST_CASE("Rung fit: channels that never vary leave all to the bias", "[ispa][rung]")
{
    PlantedWorld world(88, smallLayout());
    Moments moments(world.layout());
    ObservedRows rows = world.anyRows(50);
    rows.local.select(1, 1).copy_(at::full({4}, 2.0, at::kDouble)); // head 1: constant
    rows.discrepancy.select(1, 1).copy_(at::arange(4, at::kDouble));
    moments.add(rows, 0);
    for (const Rung rung : {Rung::HeadScale, Rung::ChannelScale, Rung::HeadMatrix}) {
        const Correction c = fitted(rung, moments, {.alpha = 1e-2});
        CAPTURE(static_cast<int>(rung));
        CHECK(c.isFinite());
        CHECK(std::abs(residualOf(c, moments).byHead()[1].item<double>()) < 1e-6);
    }
}

TEST_CASE("Rung fit: a pass that saw nothing gets the mean of all", "[ispa][rung]")
{
    PlantedWorld world(89, smallLayout());
    Moments moments(world.layout());
    moments.add(world.anyRows(30), 1);
    const Wanted perPass = {.bias = BiasKind::PerPass};
    const Correction c = fitted(Rung::HeadScale, moments, perPass);
    CHECK(distance(c.bias[0], c.bias[1]) < 1e-12);
    CHECK(distance(fitted(Rung::Bias, moments, {}).bias[1], moments.discrepancySum()[1] / 30.0) <
          1e-12);
}

TEST_CASE("Rung fit: sums that no rows can have give no correction", "[ispa][rung]")
{
    PlantedWorld world(90, smallLayout());
    Moments moments(world.layout());
    ObservedRows rows = world.anyRows(50);
    rows.weight = at::full({50}, -1.0, at::kDouble);
    moments.add(rows, 0);
    for (const Rung rung : {Rung::HeadScale, Rung::ChannelScale})
        CHECK_FALSE(fitRung(rung, moments, 1e-2, {.precision = at::kDouble}).has_value());
}

TEST_CASE("Rung fit: fp32 and fp64 agree", "[ispa][rung]")
{
    MomentLayout layout = smallLayout();
    PlantedWorld world(91, layout);
    const ObservedRows rows = world.anyRows(300);
    layout.type = at::kFloat;
    Moments moments(layout);
    moments.add(rows, 0);
    const at::Tensor weight = outputProjection(world.random(), 12);
    for (const Rung rung : {Rung::HeadScale, Rung::ChannelScale, Rung::HeadMatrix, Rung::Dense,
                            Rung::LowRank, Rung::Hierarchical}) {
        CAPTURE(static_cast<int>(rung));
        const auto rough = fitRung(rung, moments, 1e-3, {.rank = 3, .outputWeight = weight});
        REQUIRE(rough.has_value());
        CHECK(rough->bias.scalar_type() == at::kFloat);
        CHECK(distance(rough->denseTransposed(),
                       fitted(rung, moments, {.alpha = 1e-3, .rank = 3, .outputWeight = weight})
                           .denseTransposed()) < 1e-4);
    }
}

TEST_CASE("Rung fit: the bytes of every correction are those of the formula", "[ispa][rung]")
{
    const auto detail = GENERATE(MomentDetail::Full, MomentDetail::HeadBlocks);
    const auto bias = GENERATE(BiasKind::Shared, BiasKind::PerPass);
    const auto precision = GENERATE(at::kFloat, at::kDouble);
    const std::int64_t rank = GENERATE(2, 16); // 16: more than there are channels
    PlantedWorld world(83, smallLayout(detail));
    Moments moments(world.layout());
    for (std::int64_t pass = 0; pass < 2; ++pass)
        moments.add(world.anyRows(60), pass);
    const FitOptions options = {.bias = bias,
                                .precision = precision,
                                .rank = rank,
                                .outputWeight = outputProjection(world.random(), 12)};
    for (const auto& [rung, name] : enumNames(Rung{})) {
        if (rung == Rung::VirtualTokens)
            continue; // is made of keys, not of sums
        if (rung >= Rung::Dense && detail == MomentDetail::HeadBlocks)
            continue;
        CAPTURE(name, rank, static_cast<int>(bias));
        const auto correction = fitRung(rung, moments, 0.1, options);
        REQUIRE(correction.has_value());
        CHECK(correction->bytes() == predictedCorrectionBytes(rung, world.layout(), options));
    }
}
