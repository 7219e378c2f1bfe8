#include "tests/support/torch_test.h"

#include "tests/ispa_bench/planted_rows.h"
#include "tests/support/error_of.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("BenchRow: survives its JSON, what was not measured included", "[ispa_bench]")
{
    BenchRow row = plantedRow("ispa-k3", 2, 0.25);
    row.figures.lipRecordings = kUnmeasured;
    row.cost.psnrToTeacher = kUnmeasured;
    const BenchRow read = benchRowFrom(nlohmann::json::parse(toJson(row).dump()));
    CHECK(toJson(read) == toJson(row));
    CHECK(std::isnan(read.figures.lipRecordings));
    CHECK(std::isnan(read.cost.psnrToTeacher));
    CHECK(std::isnan(read.lips[1]));
    CHECK(read.layers[0].freedBytes == 12345);
    CHECK(read.layers[0].rung == IspaRung::HeadScale);
    CHECK(nameOf(read) == "reference/ispa-k3/2");
}

TEST_CASE("BenchRow: a damaged row is refused, not guessed", "[ispa_bench]")
{
    const nlohmann::json whole = toJson(plantedRow("teacher", 0, 1));
    for (const auto& [key, value] : whole.items()) {
        nlohmann::json damaged = whole;
        damaged.erase(key);
        INFO(key);
        CHECK(errorOf([&] { benchRowFrom(damaged); }).code == ErrorCode::BadInput);
        damaged[key] = nlohmann::json::object({{"x", "y"}});
        CHECK(errorOf([&] { benchRowFrom(damaged); }).code == ErrorCode::BadInput);
    }
}
