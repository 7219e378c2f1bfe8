#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/bench_table.h"
#include "tests/ispa_bench/planted_rows.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

const BenchColumn& columnOf(Better better)
{
    for (const BenchColumn& column : benchColumns())
        if (column.better == better)
            return column;
    FAIL("no such column");
    return benchColumns().front();
}

/// Teacher 1.0 and 2.0 in two clips; with another seed 0.1 more.
std::vector<BenchRow> rowsWith(double first, double second)
{
    return {plantedRow(kTeacherKey, 0, 1.0),   plantedRow(kTeacherKey, 1, 2.0),
            plantedRow(kOtherSeedKey, 0, 1.1), plantedRow(kOtherSeedKey, 1, 1.9),
            plantedRow("ispa-k3", 0, first),   plantedRow("ispa-k3", 1, second)};
}

} // namespace

TEST_CASE("BenchTable: a loss counts only beyond what chance changes", "[ispa_bench]")
{
    const auto settings = allSettings({6, 3, 24});
    const auto isWorse = [&](double first, double second, Better better) {
        const std::vector<BenchRow> rows = rowsWith(first, second);
        const BenchTable table(rows, settings, IdentityFrom::Reference);
        return table.isWorse("ispa-k3", columnOf(better)).value();
    };
    const std::vector<BenchRow> rows = rowsWith(1, 2);
    const BenchTable table(rows, settings, IdentityFrom::Reference);
    CHECK(table.spread(columnOf(Better::Lower)) == Approx(0.1));
    CHECK_FALSE(isWorse(1.05, 2.05, Better::Lower));
    CHECK(isWorse(1.15, 2.15, Better::Lower));
    CHECK_FALSE(isWorse(0.5, 1.5, Better::Lower));
    CHECK(isWorse(0.85, 1.85, Better::Higher));
    CHECK_FALSE(isWorse(1.3, 2.3, Better::Higher));
    // Clip by clip: a gain in one makes up for a loss in the other.
    CHECK_FALSE(isWorse(0.7, 2.3, Better::Lower));
}

TEST_CASE("BenchTable: the spread is over all other seeds", "[ispa_bench]")
{
    std::vector<BenchRow> rows = rowsWith(1, 2);
    rows.push_back(plantedRow(std::string(kOtherSeedKey) + "-2", 0, 1.7));
    rows.push_back(plantedRow(std::string(kOtherSeedKey) + "-3", 1, 1.5));
    const BenchTable table(rows, allSettings({6, 3, 24}), IdentityFrom::Reference);
    CHECK(table.spread(columnOf(Better::Lower)) == Approx((0.1 + 0.1 + 0.7 + 0.5) / 4));
    CHECK(table.seedPairs() == 4);
}

TEST_CASE("BenchTable: what is explained is said of the same layers", "[ispa_bench]")
{
    std::vector<BenchRow> rows = {plantedRow("right", 0, 1), plantedRow("right", 1, 1),
                                  plantedRow("right", 2, 1), plantedRow("wrong", 0, 1),
                                  plantedRow("wrong", 1, 1)};
    const auto layersOf = [](std::initializer_list<std::pair<bool, double>> values) {
        std::vector<IspaLayerFigures> layers;
        for (const auto& [chosen, r2] : values)
            layers.push_back({.chosen = chosen, .heldOutR2 = r2});
        return layers;
    };
    rows[0].layers = layersOf({{true, 0.1}, {false, 0.9}, {true, 0.3}});
    rows[1].layers = layersOf({{false, 0.5}, {true, 0.7}, {true, 0.2}});
    rows[2].layers = layersOf({{true, 9}, {true, 9}, {true, 9}}); // a clip that the other lacks
    rows[3].layers = layersOf({{true, -0.4}, {true, -0.8}, {false, 0.3}});
    rows[4].layers = layersOf({{true, -0.2}, {false, 0.7}, {false, 0.2}});
    const std::vector<BenchSetting> none;
    const BenchTable table(rows, none, IdentityFrom::Reference);
    CHECK(table.explained("wrong", "wrong") == Approx((-0.4 - 0.8 - 0.2) / 3));
    CHECK(table.explained("right", "wrong") == Approx((0.1 + 0.9 + 0.5) / 3));
    CHECK(table.explained("right", "wrong", 1) == Approx(0.5));
    CHECK(std::isnan(table.explained("right", "nobody")));
}

TEST_CASE("BenchTable: what was not measured counts for nothing", "[ispa_bench]")
{
    const auto settings = allSettings({6, 3, 24});
    const std::vector<BenchRow> rows = rowsWith(kUnmeasured, 2.5);
    const BenchTable table(rows, settings, IdentityFrom::Reference);
    const BenchColumn& column = columnOf(Better::Lower);
    CHECK(table.mean("ispa-k3", column) == Approx(2.5));
    CHECK(std::isnan(table.mean("frozen", column)));
    CHECK_FALSE(table.isWorse("frozen", column).has_value());
    CHECK(table.settings().size() == 3);
    CHECK(BenchTable(rows, settings, IdentityFrom::History).settings().empty());
    CHECK(table.curve("ispa-k3", &BenchRow::identity)[0] == Approx(2.5));
}
