#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace imprint::test;

namespace {

const std::string kKeptPath = IMPRINT_SOURCE_DIR "/tests/data/bench_ispa_figures.json";
constexpr const char* kHowToKeep = "e2e_tests '[.keep-bench-figures]'";

/// One of each kind that makes frames, or measures them, in its own way.
constexpr std::array kSettings = {"teacher",      "teacher-other-seed", "ispa-k3",
                                  "ispa-virtual", "control-shuffled",   "control-query-scaling",
                                  "kv4",          "evict-snapkv"};
/// Times, and the most bytes that were seen whenever frames happened to be read.
constexpr std::array kChance = {"ms_per_block", "fps", "transition_ms", "kv_peak_mb"};

// Another processor rounds otherwise: without vector instructions and threads figures moved by .0016 of themselves.
constexpr double kShare = 0.005;
constexpr double kLeast = 0.001;

bool isNear(const nlohmann::json& one, const nlohmann::json& other)
{
    if (!one.is_number() || !other.is_number())
        return one == other;
    const double a = one.get<double>();
    const double b = other.get<double>();
    return std::fabs(a - b) <= kLeast + kShare * std::max(std::fabs(a), std::fabs(b));
}

/// Figures of five seconds of these sessions, but for chance, with what they were measured by.
nlohmann::json measuredFigures()
{
    const TemporaryFolder folder;
    std::vector<std::string> call = {"bench",          "ispa",      "--quick", "--out",
                                     folder / "bench", "--seconds", "5",       "--only"};
    for (const char* setting : kSettings)
        call.push_back(std::string("history/") + setting + "/0");
    REQUIRE(runCli(call).exitCode == 0);
    const auto bench = nlohmann::json::parse(readBytes(folder / "bench/ispa.json"));
    REQUIRE(bench.at("rows").size() == kSettings.size());
    nlohmann::json figures = nlohmann::json::object();
    for (const nlohmann::json& row : bench.at("rows"))
        for (const char* part : {"figures", "cost"})
            for (const auto& [name, value] : row.at(part).items())
                if (std::find(kChance.begin(), kChance.end(), name) == kChance.end())
                    figures[row.at("setting").get<std::string>() + " " + name] = value;
    return {
        {"measuring", bench.at("measuring")}, {"files", bench.at("files")}, {"figures", figures}};
}

} // namespace

TEST_CASE("bench ispa: its figures are kept", "[.keep-bench-figures]")
{
    writeBytes(kKeptPath, measuredFigures().dump(1) + "\n");
}

TEST_CASE("bench ispa: figures change with their version alone", "[e2e]")
{
    const nlohmann::json measured = measuredFigures();
    const auto kept = nlohmann::json::parse(readBytes(kKeptPath));
    // Whoever raised the version, or changed the model, keeps the figures that are right from now on.
    INFO("keep the figures of this version and this model: " << kHowToKeep);
    REQUIRE(measured.at("measuring") == kept.at("measuring"));
    REQUIRE(measured.at("files") == kept.at("files"));
    REQUIRE(measured.at("figures").size() == kept.at("figures").size());
    for (const auto& [name, value] : measured.at("figures").items()) {
        const nlohmann::json before = kept.at("figures").value(name, nlohmann::json());
        if (!isNear(before, value))
            FAIL_CHECK(
                name << " was " << before << " and is " << value
                     << ": rows that a bench measured before must not pass for today's. If the "
                        "change is meant, raise kMeasuring in app/cli/ispa_bench/row_key.h; then "
                     << kHowToKeep);
    }
}
