#include "app/cli/evaluate/report_page.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace imprint::app;

namespace {

EvaluationReport reportOf(const Figures& truth, const Figures& made)
{
    EvaluationReport report{.plan = EvaluationPlan::quick(), .personDistance = 1, .truth = truth};
    report.evaluations.push_back({.model = "pocket", .steps = 2, .figures = made});
    return report;
}

} // namespace

TEST_CASE("Report: the table marks what misses its target and leaves open what was not measured",
          "[evaluate]")
{
    Figures truth;
    truth.lipOpen = 0.943;
    Figures made;
    made.lipOpen = 0.712;
    made.lipLagMs = -40;
    made.identityGrowth = 1.3;
    const std::string table = figureTable(reportOf(truth, made));
    INFO(table);
    CHECK(table.find("| ≥ 0.800 | 0.943 | 0.712 ✗ |") != std::string::npos);
    CHECK(table.find("| within ± 40 | – | -40 |") != std::string::npos);
    CHECK(table.find("| ≤ 1.25 | – | 1.30 ✗ |") != std::string::npos);
    CHECK(table.find("pocket, 2 steps") != std::string::npos);
}

TEST_CASE("Report: JSON has every figure by its key, null where there is none", "[evaluate]")
{
    Figures made;
    made.blink = 0.5;
    const nlohmann::json json = toJson(reportOf({}, made));
    const auto& figures = json.at("evaluations").at(0).at("figures");
    CHECK(figures.at("blink") == 0.5);
    CHECK(figures.at("fps").is_null());
    int count = 0;
    forEachFigure(made, [&](const FigureInfo& info, const double&) {
        CHECK(figures.contains(std::string(info.key)));
        ++count;
    });
    CHECK(figures.size() == static_cast<std::size_t>(count));
}

TEST_CASE("Figures: targets from above, from below and on both sides", "[evaluate]")
{
    const auto met = [](Better better, double target, double value) {
        return meetsTarget({.key = "x", .title = "x", .better = better, .target = target}, value);
    };
    CHECK(met(Better::Higher, 0.8, 0.81) == true);
    CHECK(met(Better::Higher, 0.8, 0.79) == false);
    CHECK(met(Better::Lower, 3, 3.1) == false);
    CHECK(met(Better::NearZero, 40, -80) == false);
    CHECK(met(Better::NearOne, 0.9, 1.2) == false);
    CHECK(met(Better::NearOne, 0.9, 1.05) == true);
    CHECK_FALSE(met(Better::Higher, 0.8, kUnmeasured).has_value());
}
