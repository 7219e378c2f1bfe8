#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/long_run.h"
#include "tests/support/error_of.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("LongRow: growth is from the second tenth to the last, the face that of the last",
          "[ispa_bench]")
{
    LongRow row;
    for (int i = 0; i < 40; ++i) {
        row.residentMegabytes.push_back(i < 4 ? 100 : i < 36 ? 200 : 203); // fills up, then stands
        row.identity.push_back(i < 36 ? 0.1 : 0.3);
    }
    CHECK(row.residentGrowth() == Approx(1.5));
    CHECK(row.identityLate() == Approx(0.3));
    row.residentMegabytes.resize(9);
    CHECK(std::isnan(row.residentGrowth()));
    CHECK(std::isnan(LongRow{}.identityLate()));
}

TEST_CASE("LongRow: survives its JSON, and a damaged one is refused", "[ispa_bench]")
{
    const LongRow row{.identityFrom = "history",
                      .setting = "ispa-cap",
                      .seconds = 600,
                      .identity = {0.1, 0.2},
                      .residentMegabytes = {300, 301},
                      .kvMegabytes = 3.5};
    const nlohmann::json json = toJson(row);
    CHECK(toJson(longRowFrom(json)) == json);
    CHECK(std::isnan(longRowFrom(json).framesPerSecond));
    for (const auto& [key, value] : json.items()) {
        nlohmann::json damaged = json;
        damaged.erase(key);
        CHECK(errorOf([&] { longRowFrom(damaged); }).code == ErrorCode::BadInput);
    }
}
