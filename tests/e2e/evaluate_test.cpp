#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>

using namespace imprint::test;

namespace {

/// The call must fail with this exit code, one line that names `about`, and nothing on stdout.
void refuses(const std::vector<std::string>& arguments, int exitCode, const std::string& about)
{
    const ProgramEnd end = runCli(arguments);
    INFO(end.err);
    CHECK(end.exitCode == exitCode);
    CHECK(end.out.empty());
    CHECK(end.err.find(about) != std::string::npos);
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
}

} // namespace

TEST_CASE("evaluate: wrong calls are refused before anything is measured", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string out = folder / "report";
    writeBytes(folder / "file", "x");
    refuses({"evaluate"}, 2, "--out");
    refuses({"evaluate", "--out", out, "--model", "nobody"}, 1, "nobody");
    refuses({"evaluate", "--out", out, "--model", folder.path()}, 1, "config.json");
    refuses({"evaluate", "--out", out, "--steps", "0"}, 2, "--steps");
    refuses({"evaluate", "--out", out, "--steps", "2,9"}, 2, "--steps");
    refuses({"evaluate", "--out", out, "--minutes", "0"}, 2, "--minutes");
    refuses({"evaluate", "--out", out, "--head-motion", "3"}, 2, "--head-motion");
    refuses({"evaluate", "--out", out, "--seed", "-1"}, 2, "--seed");
    refuses({"evaluate", "--out", out, "--device", "cuda:0"}, 1, "cuda:0");
    refuses({"evaluate", "--out", folder / "file"}, 1, "file");
    refuses({"evaluate", "--out", folder / "file/below"}, 1, "below");
}

TEST_CASE("evaluate: --quick measures a model and writes a page that shows it", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string out = folder / "report";
    const auto result = runCliJson({"evaluate", "--quick", "--steps", "1", "--out", out});
    REQUIRE(result.at("evaluations").size() == 1);
    const auto& evaluation = result.at("evaluations").at(0);
    CHECK(evaluation.at("model") == "pocket");
    CHECK(evaluation.at("steps") == 1);
    const auto& figures = evaluation.at("figures");
    for (const auto& [key, value] : figures.items()) {
        INFO(key);
        CHECK(value.is_number()); // a quick run measures everything that a whole one does
    }
    CHECK(figures.at("lip_open") > 0.4);
    CHECK(figures.at("codec_psnr") > 28);
    CHECK(figures.at("fps") > 5);
    CHECK(result.at("truth").at("lip_open") > figures.at("lip_open"));

    const std::string page = readBytes(out + "/report.md");
    CHECK(page.find("| Measure | Target | Truth | pocket, 1 step |") != std::string::npos);
    int pictures = 0;
    for (const auto& entry : std::filesystem::directory_iterator(out)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".png")
            continue;
        ++pictures;
        INFO(name);
        CHECK(page.find("(" + name + ")") != std::string::npos);
        CHECK(std::filesystem::file_size(entry.path()) > 5000);
    }
    CHECK(pictures >= 6);
    CHECK(nlohmann::json::parse(readBytes(out + "/evaluation.json")) == result);
}
