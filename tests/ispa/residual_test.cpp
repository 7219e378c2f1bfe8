#include "tests/support/torch_test.h"

#include "engine/ispa/residual.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Residual: from the sums equals from the rows, head by head, for any step",
          "[ispa][residual]")
{
    const auto biases = GENERATE(1, 2);
    PlantedWorld world(71, smallLayout());
    Moments moments(world.layout());
    std::vector<ObservedRows> seen;
    for (std::int64_t pass = 0; pass < 2; ++pass) {
        ObservedRows rows = world.anyRows(40);
        rows.weight = world.random()({40}).to(at::kDouble).square();
        moments.add(rows, pass);
        seen.push_back(rows);
    }
    for (const Correction& c : oneOfEachRung(world.random(), world.layout(), biases))
        for (const double step : {1.0, 0.5}) {
            at::Tensor wanted = at::zeros({3}, at::kDouble);
            for (std::int64_t pass = 0; pass < 2; ++pass) {
                const ObservedRows& rows = seen[static_cast<std::size_t>(pass)];
                const at::Tensor a = rows.local.flatten(1);
                const at::Tensor left =
                    rows.discrepancy.flatten(1) - (c.scaledBy(step).apply(a, pass) - a);
                wanted += (left.square() * rows.weight->unsqueeze(-1))
                              .view({40, 3, 4})
                              .sum(at::IntArrayRef({0, 2}));
            }
            CAPTURE(static_cast<int>(c.rung), step);
            const Residual residual = residualOf(c, moments);
            CHECK(distance(residual.byHead(step) / wanted, at::ones({3}, at::kDouble)) < 1e-11);
            CHECK(residual.share(step) ==
                  Approx((wanted.sum() / moments.energy().sum()).item<double>()).epsilon(1e-11));
        }
}

TEST_CASE("Residual: corrections within heads need no more than head blocks", "[ispa][residual]")
{
    PlantedWorld world(72, smallLayout());
    const ObservedRows rows = world.anyRows(40);
    Moments full(smallLayout(MomentDetail::Full));
    Moments blocks(smallLayout(MomentDetail::HeadBlocks));
    full.add(rows, 0);
    blocks.add(rows, 0);
    for (const Correction& c : oneOfEachRung(world.random(), world.layout(), 1)) {
        CAPTURE(static_cast<int>(c.rung));
        if (c.rung < Rung::Dense)
            CHECK(residualOf(c, blocks).share() ==
                  Approx(residualOf(c, full).share()).epsilon(1e-12));
        else
            CHECK(errorOf([&] { residualOf(c, blocks); }).code == ErrorCode::Internal);
    }
}

TEST_CASE("Residual: no correction leaves all, and nothing is left of nothing", "[ispa][residual]")
{
    PlantedWorld world(73, smallLayout());
    Moments moments(world.layout());
    CHECK(residualOf(Correction{}, moments).share() == 1.0);
    moments.add(world.anyRows(10), 0);
    CHECK(residualOf(Correction{}, moments).share() == 1.0);
}
