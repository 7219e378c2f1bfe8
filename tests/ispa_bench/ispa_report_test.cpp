#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/ispa_report.h"
#include "engine/core/error.h"
#include "tests/ispa_bench/planted_rows.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

IspaBench benchWith(double half)
{
    IspaBench bench{.plan = {.clips = 1,
                             .settings = quickSettings({6, 3, 24}),
                             .identities = {IdentityFrom::Reference}},
                    .origin = {.program = "1", .files = "f"},
                    .model = "planted",
                    .layers = 6};
    for (const BenchSetting& setting : bench.plan.settings)
        bench.rows.push_back(plantedRow(setting.key, 0, 0.5));
    for (BenchRow& row : bench.rows)
        if (row.setting == kOtherSeedKey)
            row = plantedRow(kOtherSeedKey, 0, 0.51);
        else if (row.setting == "ispa-k3")
            row = plantedRow("ispa-k3", 0, half);
    return bench;
}

} // namespace

TEST_CASE("ISPA report: says that half of the layers fails when it does", "[ispa_bench]")
{
    const TemporaryFolder folder;
    const auto verdictOf = [&](double half) {
        const std::string page = readBytes(writeIspaReport(benchWith(half), folder.path()));
        const std::string question = "Half of the layers local is as good as the teacher | ";
        const std::size_t at = page.find(question);
        REQUIRE(at != std::string::npos);
        return page.substr(at + question.size(), 5);
    };
    CHECK(verdictOf(0.505) == "holds");
    CHECK(verdictOf(0.8) == "fails");
    CHECK(verdictOf(0.2) == "fails"); // lips and sharpness
    CHECK(std::filesystem::exists(folder / "identity-reference.png"));
    CHECK_FALSE(std::filesystem::exists(folder / "long-memory.png"));
    CHECK(nlohmann::json::parse(readBytes(folder / "ispa.json"))["rows"].size() ==
          quickSettings({6, 3, 24}).size());
}

TEST_CASE("ISPA report: begins with the verdicts, and says what is missing", "[ispa_bench]")
{
    const TemporaryFolder folder;
    IspaBench bench = benchWith(0.505);
    bench.missing = 7;
    bench.longRows = {{.identityFrom = "reference",
                       .setting = kCapKey,
                       .seconds = 600,
                       .identity = {0.1, 0.2},
                       .residentMegabytes = {300, 301}}};
    const std::string page = readBytes(writeIspaReport(bench, folder.path()));
    CHECK(page.find("**7 sessions are still missing**") != std::string::npos);
    CHECK(page.find("## In short") < page.find("## Many minutes"));
    CHECK(page.find("## Many minutes") < page.find("## Identity from"));
    for (const IspaControl control : {IspaControl::OtherClip, IspaControl::Flipped,
                                      IspaControl::Shuffled, IspaControl::QueryScaling})
        CHECK(page.find(concat("control ", enumName(control), " lose?")) != std::string::npos);
    CHECK(std::filesystem::exists(folder / "long-memory.png"));
    const auto json = nlohmann::json::parse(readBytes(folder / "ispa.json"));
    CHECK(json["program"] == "1");
    CHECK(json["measuring"] == kMeasuring);
    CHECK(json["files"] == "f");
    CHECK(json["missing"] == 7);
    CHECK(json["long_rows"].size() == 1);
    CHECK(json["verdicts"].size() > 10);
    CHECK(json["verdicts"][0]["verdict"] == "pass");
}

TEST_CASE("ISPA bench: a pattern chooses sessions, and the teacher of a clip comes first",
          "[ispa_bench]")
{
    IspaBenchPlan plan{.clips = 2,
                       .settings = quickSettings({6, 3, 24}),
                       .identities = {IdentityFrom::Reference, IdentityFrom::History},
                       .longSettings = longSettings({6, 3, 24})};
    const auto all = sessionsOf(plan);
    CHECK(all.size() == 2 * 2 * plan.settings.size() + 2 * plan.longSettings.size());
    CHECK(all.front().name() == "reference/teacher/0");
    CHECK(all[1].name() == "reference/teacher-other-seed/0");
    CHECK(all[plan.settings.size()].name() == "history/teacher/0"); // one clip is not made twice
    CHECK(all[2 * plan.settings.size()].name() == "reference/teacher/1");
    CHECK(all.back().name() == "long/history/ispa-cap");
    CHECK(all.back().seconds == 600);
    const auto matching = [&](const std::vector<std::string>& patterns) {
        plan.only = patterns;
        return sessionsOf(plan).size();
    };
    CHECK(matching({"long/*"}) == 4);
    CHECK(matching({"*/control-*/*"}) == 4 * 2 * 2);
    CHECK(matching({"history/teacher/[1-9]"}) == 1);
    CHECK(matching({"nothing"}) == 0);
    CHECK(matching({"long/*", "history/teacher/[1-9]", "*/teacher/1", "nothing"}) == 6);
}
