#include "tests/support/torch_test.h"

#include "engine/ispa/layer_statistics.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr BlockShape kBlock = {.frames = 3, .tokensPerFrame = 8};

ObservedRows pick(const ObservedRows& rows, std::int64_t from, std::int64_t count)
{
    return {.local = rows.local.narrow(0, from, count),
            .discrepancy = rows.discrepancy.narrow(0, from, count),
            .evictedMass = rows.evictedMass.narrow(0, from, count)};
}

void checkEqual(const Moments& a, const Moments& b)
{
    CHECK(distance(a.gram(), b.gram()) < 1e-10);
    CHECK(distance(a.crossTransposed(), b.crossTransposed()) < 1e-10);
    CHECK(distance(a.energy(), b.energy()) < 1e-10);
    CHECK(distance(a.evictedMass(), b.evictedMass()) < 1e-10);
    CHECK(distance(a.localSum(), b.localSum()) < 1e-10);
    CHECK(distance(a.discrepancySum(), b.discrepancySum()) < 1e-10);
    CHECK(distance(a.weightSum(), b.weightSum()) < 1e-10);
}

} // namespace

TEST_CASE("Layer statistics: the last block validates, all before it trains", "[ispa][statistics]")
{
    PlantedWorld world(31, smallLayout());
    LayerStatistics statistics(world.layout());
    Moments training(world.layout());
    Moments validation(world.layout());
    for (int block = 0; block < 4; ++block) {
        training.add(validation);
        validation.clear();
        statistics.beginBlock(9 + 3 * block, kBlock);
        for (std::int64_t pass = 0; pass < 2; ++pass) {
            const ObservedRows rows = world.anyRows(24);
            statistics.observe(pass, rows);
            if (block == 0) { // one block alone: its last frame validates
                training.add(pick(rows, 0, 16), pass);
                validation.add(pick(rows, 16, 8), pass);
            } else {
                validation.add(rows, pass);
            }
        }
        CAPTURE(block);
        checkEqual(statistics.training(), training);
        checkEqual(statistics.validation(), validation);
    }
    CHECK(statistics.informativeBlocks() == 4);
    CHECK(statistics.informativeFrames() == 12);
    training.add(validation);
    checkEqual(statistics.all(), training);
}

TEST_CASE("Layer statistics: the two sets and their sum share no memory", "[ispa][statistics]")
{
    PlantedWorld world(32, smallLayout());
    LayerStatistics statistics =
        world.statistics(2, [](const at::Tensor& a, std::int64_t) { return -0.1 * a; });
    const at::Tensor training = statistics.training().gram().clone();
    Moments all = statistics.all();
    all.clear();
    statistics.observe(0, world.anyRows(96)); // the current block is in the validation set
    CHECK(at::equal(statistics.training().gram(), training));
    CHECK(statistics.training().gram().data_ptr() != statistics.validation().gram().data_ptr());
}

TEST_CASE("Layer statistics: the memory is constant and as predicted", "[ispa][statistics]")
{
    PlantedWorld world(33, smallLayout());
    const auto gap = [](const at::Tensor& a, std::int64_t) { return a; };
    const std::int64_t predicted = LayerStatistics::predictedBytes(world.layout());
    CHECK(world.statistics(0, gap).bytes() == predicted);
    CHECK(world.statistics(7, gap).bytes() == predicted);
}

TEST_CASE("Layer statistics: a share of the rows is drawn per frame, reproducibly",
          "[ispa][statistics]")
{
    const BlockShape shape = {.frames = 3, .tokensPerFrame = 40};
    LayerStatistics one(smallLayout(), 0.25, 7);
    LayerStatistics two(smallLayout(), 0.25, 7);
    LayerStatistics other(smallLayout(), 0.25, 8);
    for (LayerStatistics* statistics : {&one, &two, &other})
        statistics->beginBlock(9, shape);
    CHECK(at::equal(one.rows(), two.rows()));
    CHECK_FALSE(at::equal(one.rows(), other.rows()));
    REQUIRE(one.rows().size(0) == 30);
    CHECK((one.rows().diff() > 0).all().item<bool>());
    CHECK(at::equal(at::bincount(one.rows().floor_divide(40)), at::full({3}, 10, at::kLong)));

    const at::Tensor first = one.rows();
    one.beginBlock(12, shape);
    CHECK_FALSE(at::equal(one.rows(), first));

    PlantedWorld world(34, smallLayout());
    const ObservedRows rows = world.anyRows(120);
    two.observe(0, rows);
    CHECK(distance(two.all().localSum()[0], rows.local.flatten(1).index_select(0, first).sum(0)) <
          1e-10);
    CHECK(errorOf([] { LayerStatistics(smallLayout(), 0.0); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([] { LayerStatistics(smallLayout(), 1.5); }).code == ErrorCode::BadConfig);
}

TEST_CASE("Layer statistics: attention parts give the rows of formula (1)", "[ispa][statistics]")
{
    PlantedWorld world(35, smallLayout());
    const auto make = [&](std::int64_t rows) {
        return world.random()({1, rows, 3, 4}).to(at::kDouble);
    };
    const at::Tensor q = make(24);
    const AttentionPart local = attendWithLse(q, make(10), make(10));
    const AttentionPart remote = attendWithLse(q, make(20), make(20));
    const AttentionGap gap = attentionGap(local, remote);

    LayerStatistics byParts(world.layout(), 0.5, 3);
    byParts.beginBlock(9, kBlock);
    byParts.observe(1, local.out, gap);
    LayerStatistics byRows(world.layout(), 0.5, 3);
    byRows.beginBlock(9, kBlock);
    byRows.observe(1, {.local = local.out[0],
                       .discrepancy = gap.discrepancy[0],
                       .evictedMass = gap.evictedMass[0]});
    checkEqual(byParts.training(), byRows.training());
    checkEqual(byParts.validation(), byRows.validation());
    CHECK(byParts.all().evictedMass().min().item<double>() > 0.0);
}

TEST_CASE("Layer statistics: a lone block of one frame trains and validates nothing",
          "[ispa][statistics]")
{
    PlantedWorld world(36, smallLayout());
    LayerStatistics statistics(world.layout());
    statistics.beginBlock(7, {.frames = 1, .tokensPerFrame = 8});
    statistics.observe(0, world.anyRows(8));
    CHECK(statistics.training().distinctRows() == 8);
    CHECK(statistics.validation().distinctRows() == 0);
}
