#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <map>

using namespace imprint::test;

namespace {

/// Rows of one way to remember the person, by setting.
std::map<std::string, nlohmann::json> rowsOf(const nlohmann::json& bench,
                                             const std::string& identity)
{
    std::map<std::string, nlohmann::json> rows;
    for (const nlohmann::json& row : bench.at("rows"))
        if (row.at("identity_from") == identity)
            rows[row.at("setting")] = row;
    return rows;
}

double costOf(const nlohmann::json& row, const char* key)
{
    return row.at("cost").at(key).get<double>();
}

} // namespace

TEST_CASE("bench ispa: wrong calls are refused before anything is measured", "[e2e]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "file", "x");
    CHECK(runCli({"bench", "ispa"}).exitCode == 2);
    CHECK(runCli({"bench", "ispa", "--out", folder / "file"}).exitCode == 1);
    CHECK(runCli({"bench", "ispa", "--out", folder / "b", "--clips", "0"}).exitCode == 2);
    CHECK(runCli({"bench", "ispa", "--out", folder / "b", "--only", "nobody/*"}).exitCode == 2);
    CHECK(runCli({"bench", "nonsense"}).exitCode == 2);
}

TEST_CASE("bench ispa: measures, writes its page, and goes on where it was broken off", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string out = folder / "bench";
    // The variant whose person lives in the history has its own test: its figures are kept.
    const std::vector<std::string> call = {"bench",     "ispa", "--quick", "--out",      out,
                                           "--seconds", "5",    "--only",  "reference/*"};
    REQUIRE(runCli(call).exitCode == 0);
    const auto bench = nlohmann::json::parse(readBytes(out + "/ispa.json"));
    const auto rows = rowsOf(bench, "reference");
    REQUIRE(rows.size() == bench.at("settings").size());
    for (const auto& [key, row] : rows) {
        INFO(key);
        CHECK(std::fabs(costOf(row, "kv_prediction_error")) <= 1.0);
        CHECK(std::filesystem::exists(out + "/strip-reference-" + key + ".png"));
    }
    const auto& half = rows.at("ispa-k3");
    CHECK(costOf(half, "kv_mb") < 0.75 * costOf(rows.at("teacher"), "kv_mb"));
    CHECK(costOf(rows.at("kv4"), "kv_mb") < 0.3 * costOf(rows.at("teacher"), "kv_mb"));
    CHECK(costOf(rows.at("teacher"), "psnr_to_teacher") > 50); // itself
    CHECK(half.at("layers").size() == 6);
    CHECK(readBytes(out + "/report.md").find("held-out R²") != std::string::npos);
    // Whether they lose is the report's to say, of more than one clip of five seconds; the reverse of what is right must.
    for (const char* control : {"other-clip", "flipped", "shuffled", "query-scaling"}) {
        INFO(control);
        CHECK(rows.count(std::string("control-") + control) == 1);
    }
    CHECK(costOf(rows.at("control-flipped"), "held_out_r2") <
          costOf(rows.at("ispa-head-scale"), "held_out_r2"));

    // A bench that was broken off: one session is missing, the others are not measured again.
    const std::string missing = out + "/rows/reference/kv4/0.json";
    const std::string kept = out + "/rows/reference/kv8/0.json";
    const auto written = std::filesystem::last_write_time(kept);
    REQUIRE(std::filesystem::remove(missing));
    REQUIRE(runCli(call).exitCode == 0);
    CHECK(std::filesystem::exists(missing));
    CHECK(std::filesystem::last_write_time(kept) == written);
    const auto again = nlohmann::json::parse(readBytes(out + "/ispa.json"));
    CHECK(again.at("rows").size() == bench.at("rows").size());
    CHECK(again.at("missing") == bench.at("missing"));
}
