#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/ispa_report.h"
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

TEST_CASE("gateVerdict: decides as the specification's table", "[ispa_bench]")
{
    CHECK(gateVerdict(0.61).find("full design") != std::string::npos);
    CHECK(gateVerdict(0.5).find("full design") != std::string::npos);
    CHECK(gateVerdict(0.3).find("per head") != std::string::npos);
    CHECK(gateVerdict(0.19).find("experiment") != std::string::npos);
    CHECK(gateVerdict(-0.4).find("experiment") != std::string::npos);
    CHECK(gateVerdict(kUnmeasured).find("nothing could be learnt") != std::string::npos);
}

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
    CHECK(nlohmann::json::parse(readBytes(folder / "ispa.json"))["rows"].size() ==
          quickSettings({6, 3, 24}).size());
}
