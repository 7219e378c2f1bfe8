#include "tests/support/torch_test.h"

#include "engine/ispa/moments.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// All sums by their definition, from stored rows.
void checkAgainst(const Moments& got, const std::vector<ObservedRows>& seen,
                  const std::vector<std::int64_t>& passes)
{
    const MomentLayout& layout = got.layout();
    Moments wanted(layout);
    at::Tensor gram = at::zeros({layout.dim(), layout.dim()}, at::kDouble);
    at::Tensor cross = at::zeros_like(gram);
    at::Tensor energy = at::zeros({layout.heads}, at::kDouble);
    at::Tensor mass = at::zeros({layout.heads}, at::kDouble);
    at::Tensor localSum = at::zeros({layout.passes, layout.dim()}, at::kDouble);
    at::Tensor gapSum = at::zeros_like(localSum);
    at::Tensor weightSum = at::zeros({layout.passes}, at::kDouble);
    for (std::size_t i = 0; i < seen.size(); ++i)
        for (std::int64_t row = 0; row < seen[i].local.size(0); ++row) {
            const at::Tensor a = seen[i].local[row].flatten();
            const at::Tensor d = seen[i].discrepancy[row].flatten();
            const double w = seen[i].weight ? (*seen[i].weight)[row].item<double>() : 1.0;
            gram += w * a.outer(a);
            cross += w * d.outer(a);
            energy += w * seen[i].discrepancy[row].square().sum(-1);
            mass += w * seen[i].evictedMass[row];
            localSum.select(0, passes[i]).add_(w * a);
            gapSum.select(0, passes[i]).add_(w * d);
            weightSum.select(0, passes[i]).add_(w);
        }
    const auto headBlock = [&](const at::Tensor& x, std::int64_t head) {
        return x.narrow(0, head * layout.width, layout.width)
            .narrow(1, head * layout.width, layout.width);
    };
    for (std::int64_t head = 0; head < layout.heads; ++head) {
        CHECK(distance(got.headGram()[head], headBlock(gram, head)) < 1e-9);
        CHECK(distance(got.headCrossTransposed()[head], headBlock(cross, head)) < 1e-9);
    }
    if (layout.detail == MomentDetail::Full) {
        CHECK(distance(got.gram(), gram) < 1e-9);
        CHECK(distance(got.crossTransposed(), cross) < 1e-9);
    }
    CHECK(distance(got.energy(), energy) < 1e-9);
    CHECK(distance(got.evictedMass(), mass) < 1e-9);
    CHECK(distance(got.localSum(), localSum) < 1e-9);
    CHECK(distance(got.discrepancySum(), gapSum) < 1e-9);
    CHECK(distance(got.weightSum(), weightSum) < 1e-9);
}

} // namespace

TEST_CASE("Moments: sums as rows stream in equal those of the stored rows", "[ispa][moments]")
{
    const auto detail = GENERATE(MomentDetail::HeadBlocks, MomentDetail::Full);
    PlantedWorld world(21, smallLayout(detail));
    Moments moments(world.layout());
    std::vector<ObservedRows> seen;
    std::vector<std::int64_t> passes;
    for (int chunk = 0; chunk < 6; ++chunk) {
        ObservedRows rows = world.anyRows(world.random().between(1, 9));
        if (chunk % 2 == 1)
            rows.weight = world.random()({rows.local.size(0)}).to(at::kDouble).square();
        passes.push_back(chunk % 3 == 0 ? 0 : 1);
        moments.add(rows, passes.back());
        seen.push_back(rows);
    }
    checkAgainst(moments, seen, passes);
}

TEST_CASE("Moments: fp32 sums of bf16 rows stay close to exact ones", "[ispa][moments]")
{
    MomentLayout layout = smallLayout();
    PlantedWorld world(22, layout);
    const ObservedRows rows = world.anyRows(500);
    const ObservedRows rounded = {.local = rows.local.to(at::kBFloat16),
                                  .discrepancy = rows.discrepancy.to(at::kBFloat16),
                                  .evictedMass = rows.evictedMass};
    Moments exact(layout);
    exact.add(rounded, 0);
    layout.type = at::kFloat;
    Moments rough(layout);
    rough.add(rounded, 0);
    CHECK(rough.gram().scalar_type() == at::kFloat);
    CHECK(distance(rough.gram() / exact.gram().abs().max(),
                   exact.gram() / exact.gram().abs().max()) < 1e-6);
}

TEST_CASE("Moments: two sets add up, share no memory and count rows once per pass",
          "[ispa][moments]")
{
    PlantedWorld world(23, smallLayout());
    const ObservedRows first = world.anyRows(5);
    const ObservedRows second = world.anyRows(7);
    Moments one(world.layout());
    one.add(first, 0);
    one.add(first, 1);
    CHECK(one.distinctRows() == 5);
    Moments two(world.layout());
    two.add(second, 1);

    Moments sum = one.clone();
    sum.add(two);
    Moments together(world.layout());
    together.add(first, 0);
    together.add(first, 1);
    together.add(second, 1);
    CHECK(distance(sum.gram(), together.gram()) < 1e-10);
    CHECK(distance(sum.discrepancySum(), together.discrepancySum()) < 1e-10);
    CHECK(sum.distinctRows() == 12);

    const at::Tensor before = one.gram().clone();
    sum.clear();
    CHECK(sum.gram().count_nonzero().item<std::int64_t>() == 0);
    CHECK(sum.distinctRows() == 0);
    CHECK(at::equal(one.gram(), before));
}

TEST_CASE("Moments: bytes are as predicted", "[ispa][moments]")
{
    RandomTensors random(24);
    for (int round = 0; round < 20; ++round) {
        const MomentLayout layout = {.heads = random.between(1, 8),
                                     .width = random.between(1, 32),
                                     .passes = random.between(1, 5),
                                     .detail = round % 2 == 0 ? MomentDetail::Full
                                                              : MomentDetail::HeadBlocks,
                                     .type = round % 3 == 0 ? at::kDouble : at::kFloat};
        CHECK(Moments(layout).bytes() == Moments::predictedBytes(layout));
    }
    // The specification's table for 1.3B: 18.9 MB full, 1.57 MB of head blocks, and a few sums.
    const MomentLayout wan = {.heads = 12, .width = 128, .passes = 5, .detail = MomentDetail::Full};
    CHECK(Moments::predictedBytes(wan) == Approx(18.9e6).epsilon(0.01));
    MomentLayout blocks = wan;
    blocks.detail = MomentDetail::HeadBlocks;
    CHECK(Moments::predictedBytes(blocks) == Approx(1.57e6 + 123e3).epsilon(0.01));
}

TEST_CASE("Moments: rows of another shape are refused and leave the sums alone", "[ispa][moments]")
{
    PlantedWorld world(25, smallLayout());
    Moments moments(world.layout());
    ObservedRows rows = world.anyRows(4);
    rows.discrepancy = rows.discrepancy.narrow(0, 0, 3);
    CHECK(errorOf([&] { moments.add(rows, 0); }).code == ErrorCode::BadShape);
    CHECK(errorOf([&] { moments.add(world.anyRows(4), 2); }).code == ErrorCode::Internal);
    Moments other(smallLayout(MomentDetail::HeadBlocks));
    CHECK(errorOf([&] { moments.add(other); }).code == ErrorCode::BadShape);
    CHECK(moments.gram().count_nonzero().item<std::int64_t>() == 0);
}

TEST_CASE("Moments: a NaN in any row is noticed", "[ispa][moments]")
{
    PlantedWorld world(26, smallLayout());
    Moments moments(world.layout());
    moments.add(world.anyRows(4), 0);
    CHECK(moments.isFinite());
    ObservedRows rows = world.anyRows(4);
    rows.local[2][1][3] = std::numeric_limits<double>::quiet_NaN();
    moments.add(rows, 0);
    CHECK_FALSE(moments.isFinite());
}
