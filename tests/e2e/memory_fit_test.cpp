#include "tests/e2e/imprint_cli.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <regex>

using namespace imprint::test;

namespace {

using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Bytes of one consumer, or of all, on a ledger as JSON.
std::int64_t bytesOf(const nlohmann::json& ledger, const std::string& column,
                     const std::string& consumer = {})
{
    std::int64_t total = 0;
    for (const auto& entry : ledger.at("entries"))
        if (consumer.empty() || entry.at("consumer") == consumer)
            total += entry.at(column).get<std::int64_t>();
    return total;
}

} // namespace

TEST_CASE("Memory fit: three layers without history and a cap hold what was forecast", "[e2e]")
{
    const TemporaryFolder folder;
    const Words settings{"--seconds", "20", "--steps",       "1", "--kv-policy",   "growing",
                         "--f-cap",   "24", "--ispa-layers", "3", "--ispa-warmup", "13"};
    const auto forecast = runCliJson(Words{"dump-ledger"} + settings);
    const auto made = runCliJson(Words{"generate", "--out", folder / "made.mp4"} + settings);
    CHECK(made.at("seconds") == 20);
    CHECK(made.at("kv_bytes") == made.at("kv_bytes_predicted"));
    CHECK(made.at("ispa_bytes") == made.at("ispa_bytes_predicted"));
    CHECK(made.at("kv_bytes") == bytesOf(forecast, "predicted_bytes", "kv_cache"));
    CHECK(made.at("ispa_bytes") > 0);
    CHECK(made.at("ispa_bytes") <= bytesOf(forecast, "predicted_bytes", "ispa"));
    CHECK(made.at("engine_bytes").get<double>() ==
          Approx(static_cast<double>(bytesOf(forecast, "predicted_bytes"))).epsilon(0.01));
}

TEST_CASE("Memory fit: generate never holds more than it was allowed, and says what it chose",
          "[e2e]")
{
    const TemporaryFolder folder;
    const Words wish{"--seconds", "20", "--steps", "1", "--kv-policy", "growing"};
    const auto all = runCliJson(Words{"dump-ledger"} + wish);
    const std::int64_t needed = bytesOf(all, "predicted_bytes");
    const std::int64_t history = bytesOf(all, "predicted_bytes", "kv_cache");
    const double megabytes = static_cast<double>(needed - history / 2) / 1e6;
    const Words fitting = wish + Words{"--fit-memory", std::to_string(megabytes)};
    const auto made = runCliJson(Words{"generate", "--out", folder / "made.mp4"} + fitting);
    CHECK(made.at("engine_bytes").get<double>() <= megabytes * 1e6);
    CHECK(made.at("fit").at("peak_bytes").get<double>() <= megabytes * 1e6);
    CHECK(made.at("fit").at("kv_bits") == "8");
    CHECK(made.at("fit").at("turned").size() == 1);

    const ProgramEnd told = runCli(Words{"dump-ledger"} + fitting);
    CHECK(told.exitCode == 0);
    CHECK(told.out.find("MB at most") != std::string::npos);
    CHECK(told.out.find("turned: keys and values in 8 bits") != std::string::npos);
}

TEST_CASE("Memory fit: a refusal names the smallest memory that works, which then does", "[e2e]")
{
    const std::string model = GENERATE("pocket", "puppet");
    const auto fit = [&](const std::string& megabytes) {
        return runCli({"dump-ledger", "--model", model, "--kv-policy", "growing", "--seconds", "60",
                       "--fit-memory", megabytes});
    };
    const ProgramEnd refused = fit("1");
    INFO(refused.err);
    CHECK(refused.exitCode == 2);
    CHECK(refused.out.empty());
    std::smatch found;
    REQUIRE(std::regex_search(refused.err, found,
                              std::regex("The smallest that works is ([0-9.]+) MB")));
    const double least = std::stod(found[1]);
    CHECK(fit(found[1]).exitCode == 0);
    CHECK(fit(std::to_string(least - 0.1)).exitCode == 2);
}

TEST_CASE("Memory fit: layers of ISPA are chosen for the user", "[e2e]")
{
    const Words longRun{"dump-ledger", "--kv-policy",   "growing", "--seconds",
                        "60",          "--ispa-layers", "auto"};
    // Without a budget three of six: 376 latent frames in pieces of 24, beside sink, window and block.
    const auto half = runCliJson(longRun);
    const std::int64_t perFrame = 2 * 64 * 192 * 4;
    CHECK(bytesOf(half, "predicted_bytes", "kv_cache") == 3 * (384 + 7) * perFrame);
    const auto fitted = runCliJson(longRun + Words{"--fit-memory", "62"});
    const int layers = fitted.at("fit").at("ispa_layers");
    CHECK(layers > 0);
    CHECK(layers < 6);
    // One layer less would not have fitted.
    const ProgramEnd less =
        runCli({"dump-ledger", "--kv-policy", "growing", "--seconds", "60", "--kv-bits", "8",
                "--ispa-layers", std::to_string(layers - 1), "--json"});
    REQUIRE(less.exitCode == 0);
    CHECK(bytesOf(nlohmann::json::parse(less.out), "predicted_bytes") > 62'000'000);
}

TEST_CASE("Memory fit: what is no memory and no number of layers is wrong use", "[e2e]")
{
    for (const Words& words : std::vector<Words>{{"--fit-memory", "0"},
                                                 {"--fit-memory", "-3"},
                                                 {"--fit-memory", "much"},
                                                 {"--ispa-layers", "all"},
                                                 {"--ispa-layers", "-1"},
                                                 {"--f-cap", "24"}, // nothing grows
                                                 {"--kv-policy", "growing", "--f-cap", "3"}}) {
        const ProgramEnd end = runCli(Words{"dump-ledger"} + words);
        CAPTURE(words, end.err);
        CHECK(end.exitCode == 2);
        CHECK(end.out.empty());
    }
}
