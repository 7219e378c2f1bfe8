#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

using namespace imprint::test;

namespace {

std::set<std::string> picturesIn(const std::string& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".png")
            names.insert(entry.path().filename().string());
    return names;
}

} // namespace

TEST_CASE("dump-ledger: the forecast is what a run then holds", "[e2e]")
{
    const std::string policy = GENERATE("sink-window", "growing");
    const std::vector<std::string> arguments{"dump-ledger", "--seconds",   "5",   "--steps",
                                             "1",           "--kv-policy", policy};
    auto measuring = arguments;
    measuring.emplace_back("--measure");
    const auto forecast = runCliJson(arguments);
    const auto measured = runCliJson(measuring);
    REQUIRE(forecast.at("entries").size() > 6);
    std::map<std::pair<std::string, int>, std::int64_t> found;
    std::int64_t total = 0;
    for (const auto& entry : measured.at("entries")) {
        found[{entry.at("consumer"), entry.at("layer")}] = entry.at("measured_bytes");
        total += entry.at("measured_bytes").get<std::int64_t>();
    }
    for (const auto& entry : forecast.at("entries")) {
        INFO(entry.dump());
        const std::int64_t predicted = entry.at("predicted_bytes");
        CHECK(predicted > 0);
        CHECK(found[{entry.at("consumer"), entry.at("layer")}] == predicted);
        total -= predicted;
    }
    CHECK(total == 0);
}

TEST_CASE("dump-ledger: sinks and window of layers without history have a short name", "[e2e]")
{
    const auto forecast = [](const std::string& sink, const std::string& window) {
        return runCliJson(
            {"dump-ledger", "--seconds", "30", "--ispa-layers", "3", sink, "3", window, "6"});
    };
    const auto named = forecast("--ispa-sink-frames", "--ispa-window-frames");
    CHECK(forecast("--sink", "--window") == named);
    CHECK(runCliJson({"dump-ledger", "--seconds", "30", "--ispa-layers", "3"}) != named);
}

TEST_CASE("faces: the starter faces are those of resources/faces", "[e2e]")
{
    const TemporaryFolder folder;
    REQUIRE(runCli({"faces", "--starters", "--out", folder / "faces"}).exitCode == 0);
    const std::string shipped = IMPRINT_SOURCE_RESOURCES "/faces";
    CHECK(picturesIn(folder / "faces").size() == 24);
    CHECK(picturesIn(folder / "faces") == picturesIn(shipped));
}

TEST_CASE("faces: a prompt and a seed give one picture", "[e2e]")
{
    const TemporaryFolder folder;
    const auto draw = [&](const std::string& name, const std::string& seed) {
        const ProgramEnd end = runCli({"faces", "--prompt", "blond bob, blue hoodie", "--seed",
                                       seed, "--size", "64", "--out", folder / name});
        REQUIRE(end.exitCode == 0);
        return readBytes(folder / name);
    };
    const std::string first = draw("a.png", "3");
    CHECK(first.size() > 500);
    CHECK(draw("b.png", "3") == first);
    CHECK(draw("c.png", "4") != first);
}

TEST_CASE("Help and version go to stdout with exit code 0", "[e2e]")
{
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--help"}, {"generate", "--help"}, {"--version"}}) {
        const ProgramEnd end = runCli(arguments);
        CHECK(end.exitCode == 0);
        CHECK(end.err.empty());
        CHECK(end.out.size() > 4);
    }
}
