#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/bench_verdicts.h"
#include "tests/ispa_bench/planted_rows.h"

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A bench whose rows are all alike, but for what a test changes.
class PlantedBench {
public:
    PlantedBench()
    {
        for (const BenchSetting& setting : m_settings) {
            BenchRow row = plantedRow(setting.key, 0, 0.5);
            row.cost.pop = 0.8;
            row.cost.transitionMs = 20;
            row.cost.kvPredictionError = 0;
            row.cost.msPerBlock = 100;
            rows.push_back(row);
        }
        for (BenchRow& row : rows)
            if (isOtherSeed(row.setting))
                row.figures = plantedRow("", 0, 0.6).figures; // the spread is 0.1
    }

    BenchRow& at(const std::string& key)
    {
        for (BenchRow& row : rows)
            if (row.setting == key)
                return row;
        FAIL("no row " << key);
        return rows.front();
    }

    GateLine verdict(const std::string& question) const
    {
        const BenchTable table(rows, m_settings, IdentityFrom::Reference);
        for (const GateLine& line : verdictsOf(table, 6, longRows, IdentityFrom::Reference))
            if (line.question.find(question) != std::string::npos)
                return line;
        FAIL("no line '" << question << "'");
        return {};
    }

    Outcome outcome(const std::string& question) const { return verdict(question).outcome; }

    std::vector<BenchRow> rows;
    std::vector<LongRow> longRows;

private:
    std::vector<BenchSetting> m_settings = allSettings({6, 3, 24});
};

LongRow longRow(const char* setting, double late, double growth)
{
    LongRow row{.identityFrom = "reference", .setting = setting, .seconds = 600};
    for (int i = 0; i < 20; ++i) {
        row.identity.push_back(i < 18 ? 0.1 : late);
        row.residentMegabytes.push_back(i < 18 ? 200 : 200 * (1 + growth / 100));
    }
    return row;
}

} // namespace

TEST_CASE("gateVerdict: decides as the specification's table", "[ispa_bench]")
{
    CHECK(gateVerdict(0.61).find("full design") != std::string::npos);
    CHECK(gateVerdict(0.5).find("full design") != std::string::npos);
    CHECK(gateVerdict(0.3).find("per head") != std::string::npos);
    CHECK(gateVerdict(0.19).find("experiment") != std::string::npos);
    CHECK(gateVerdict(-0.4).find("experiment") != std::string::npos);
    CHECK(gateVerdict(kUnmeasured).find("nothing could be learnt") != std::string::npos);
}

TEST_CASE("Verdicts: quality counts beyond what chance changes", "[ispa_bench]")
{
    PlantedBench bench;
    CHECK(bench.outcome("as good as the full cache") == Outcome::Pass);
    CHECK(bench.outcome("Better than sink and window") == Outcome::Even);
    bench.at("ispa-k3").figures.identityLate = 0.55;
    CHECK(bench.outcome("as good as the full cache") == Outcome::Pass);
    bench.at("ispa-k3").figures.identityLate = 0.65;
    CHECK(bench.outcome("as good as the full cache") == Outcome::Fail);
    CHECK(bench.verdict("as good as the full cache").figures == "worse: identity, end");
    CHECK(bench.outcome("Better than sink and window") == Outcome::Fail);
    bench.at("ispa-k3").figures.identityLate = 0.35;
    CHECK(bench.outcome("Better than sink and window") == Outcome::Pass);
    CHECK(bench.outcome("tokens kept by snapkv") == Outcome::Pass);
    bench.at("evict-snapkv").figures.frechet = 0.2; // one is better, one is worse
    CHECK(bench.outcome("tokens kept by snapkv") == Outcome::Fail);
    bench.at("evict-h2o").figures.lipOpen = 0.9;
    bench.at("evict-h2o").figures.identityLate = 0.35;
    CHECK(bench.outcome("tokens kept by h2o") == Outcome::Fail);
    CHECK(bench.outcome("with 8 bits as good as 4 bits") == Outcome::Pass);
    bench.at("kv4").figures.frechet = 0.2;
    CHECK(bench.outcome("with 8 bits as good as 4 bits") == Outcome::Fail);
}

TEST_CASE("Verdicts: costs have their limits", "[ispa_bench]")
{
    PlantedBench bench;
    CHECK(bench.outcome("learning cost") == Outcome::Pass);
    bench.at(kWatchingKey).cost.msPerBlock = 106;
    CHECK(bench.outcome("learning cost") == Outcome::Fail);
    CHECK(bench.outcome("How long does the transition") == Outcome::Pass);
    bench.at("ispa-k3").cost.transitionMs = 51;
    CHECK(bench.outcome("How long does the transition") == Outcome::Fail);
    CHECK(bench.outcome("Can the transition be seen") == Outcome::Pass);
    bench.at("ispa-k3").cost.pop = 1.2;
    CHECK(bench.outcome("Can the transition be seen") == Outcome::Fail);
    CHECK(bench.outcome("KV bytes what was predicted") == Outcome::Pass);
    bench.at("window").cost.kvPredictionError = -1.5;
    CHECK(bench.outcome("KV bytes what was predicted") == Outcome::Fail);
    CHECK(bench.outcome("explained") == Outcome::Pass);
    bench.at("ispa-k3").cost.heldOutR2 = 0.3;
    CHECK(bench.outcome("explained") == Outcome::Even);
    bench.at("ispa-k3").cost.heldOutR2 = 0.1;
    CHECK(bench.outcome("explained") == Outcome::Fail);
    bench.at("ispa-k3").cost.heldOutR2 = kUnmeasured;
    CHECK(bench.outcome("explained") == Outcome::Unmeasured);
}

TEST_CASE("Verdicts: a negative control must explain less and look less alike", "[ispa_bench]")
{
    PlantedBench bench;
    for (const auto& [control, name] : enumNames(IspaControl{})) {
        if (control == IspaControl::None || control == IspaControl::QueryScaling)
            continue;
        const std::string question = concat("control ", name, " lose");
        CAPTURE(question);
        CHECK(bench.outcome(question) == Outcome::Fail); // the same
        bench.at(controlKey(control)).layers[1].heldOutR2 = -0.4;
        CHECK(bench.outcome(question) == Outcome::Fail); // in a layer that kept its history
        bench.at(controlKey(control)).layers[0].heldOutR2 = 0.3;
        CHECK(bench.outcome(question) == Outcome::Fail); // but the frames are as good
        bench.at(controlKey(control)).cost.psnrToTeacher = 0.4;
        CHECK(bench.outcome(question) == Outcome::Pass);
        bench.at(controlKey(control)).layers[0].heldOutR2 = 0.5;
        CHECK(bench.outcome(question) == Outcome::Fail); // unlike, but it explains more
        bench.at(controlKey(control)).layers[0].heldOutR2 = kUnmeasured;
        CHECK(bench.outcome(question) == Outcome::Unmeasured);
    }
}

TEST_CASE("Verdicts: a rival loses, is as good or wins, by what differs from clip to clip",
          "[ispa_bench]")
{
    const std::string rival = controlKey(IspaControl::QueryScaling);
    // By how much the right correction is ahead in each clip: R², dB.
    const auto outcomeOf = [&](const std::vector<std::pair<double, double>>& leads) {
        PlantedBench bench;
        std::erase_if(bench.rows, [&](const BenchRow& row) {
            return row.setting == rival || row.setting == kControlledKey;
        });
        int clip = 0;
        for (const auto& [r2, likeness] : leads) {
            for (const bool isRival : {true, false}) {
                BenchRow row = plantedRow(isRival ? rival : kControlledKey, clip, 0.5);
                row.layers[0].heldOutR2 = 0.4 + 0.1 * clip - (isRival ? r2 : 0.0);
                row.cost.psnrToTeacher = 30 + clip - (isRival ? likeness : 0.0);
                bench.rows.push_back(row);
            }
            ++clip;
        }
        return bench.outcome("control query-scaling lose");
    };
    CHECK(outcomeOf({}) == Outcome::Unmeasured);
    CHECK(outcomeOf({{0.0, 0.0}}) == Outcome::Even);
    CHECK(outcomeOf({{0.1, 0.5}, {0.11, 0.6}, {0.09, 0.4}}) == Outcome::Pass);
    CHECK(outcomeOf({{0.1, 0.5}, {-0.2, 0.6}, {0.15, 0.4}}) == Outcome::Even);  // R² by chance
    CHECK(outcomeOf({{0.1, 0.5}, {0.11, -0.9}, {0.09, 0.7}}) == Outcome::Even); // frames by chance
    CHECK(outcomeOf({{0.1, -0.5}, {0.11, -0.6}, {0.09, -0.4}}) == Outcome::Fail);
    CHECK(outcomeOf({{-0.1, 0.5}, {-0.11, 0.6}, {-0.09, 0.4}}) == Outcome::Fail);
}

TEST_CASE("Verdicts: nothing is asked about what nobody is to measure", "[ispa_bench]")
{
    const std::vector<BenchSetting> settings = gateSettings({6, 3, 24});
    const std::vector<BenchRow> none;
    const auto lines =
        verdictsOf(BenchTable(none, settings, IdentityFrom::History), 6, {}, IdentityFrom::History);
    const auto asks = [&](const std::string& part) {
        return std::any_of(lines.begin(), lines.end(), [&](const GateLine& line) {
            return line.question.find(part) != std::string::npos;
        });
    };
    for (const char* part : {"held-out R²", "as good as the full cache", "sink and window", "h2o",
                             "snapkv", "with 8 bits as good as 4 bits"}) {
        CAPTURE(part);
        CHECK(asks(part));
    }
    for (const char* part : {"without a correction", "learning cost", "control", "uniform"}) {
        CAPTURE(part);
        CHECK_FALSE(asks(part));
    }
    for (const GateLine& line : lines)
        CHECK(line.outcome == Outcome::Unmeasured);
}

TEST_CASE("Verdicts: all lines decide together", "[ispa_bench]")
{
    const auto decided = [](std::vector<Outcome> outcomes) {
        std::vector<GateLine> lines;
        for (const Outcome outcome : outcomes)
            lines.push_back({.outcome = outcome});
        return decision(lines);
    };
    using enum Outcome;
    CHECK(decided({Pass, Pass}) == "go");
    CHECK(decided({Pass, Even}).starts_with("neither"));
    CHECK(decided({Pass, Even, Unmeasured}).starts_with("open: 1 of 3"));
    CHECK(decided({Fail, Unmeasured, Fail}).starts_with("no go: 2 of 3"));
}

TEST_CASE("Verdicts: the long run is about memory and the face at its end", "[ispa_bench]")
{
    PlantedBench bench;
    bench.longRows = {longRow(kTeacherKey, 0.2, 5), longRow(kCapKey, 0.25, 0.4)};
    CHECK(bench.outcome("memory stand still over 10 minutes") == Outcome::Pass);
    CHECK(bench.outcome("face after 10 minutes") == Outcome::Pass); // within the spread
    bench.longRows[1] = longRow(kCapKey, 0.4, 1.4);
    CHECK(bench.outcome("memory stand still over 10 minutes") == Outcome::Fail);
    CHECK(bench.outcome("face after 10 minutes") == Outcome::Fail);
}
