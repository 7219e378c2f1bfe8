#include "tests/support/torch_test.h"

#include "engine/weights/weight_file.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <sstream>

using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

const std::string kGolden = IMPRINT_SOURCE_DIR "/tests/parity/golden";
constexpr const char* kWeights = "/checkpoint/diffusion_pytorch_model.safetensors";

ProgramEnd parity(const std::vector<std::string>& cases)
{
    std::vector<std::string> words = {IMPRINT_CLI, "parity"};
    words.insert(words.end(), cases.begin(), cases.end());
    return runCaptured(words, {"IMPRINT_RESOURCES=" IMPRINT_SOURCE_DIR "/resources"});
}

/// A copy of the smallest case of a network, to be spoiled.
struct SpoiledCase {
    TemporaryFolder folder;
    std::string path = folder / "sf-dit-window-sink";

    SpoiledCase()
    {
        std::filesystem::copy(kGolden + "/sf-dit-window-sink", path,
                              std::filesystem::copy_options::recursive);
    }

    /// Rewrites the tensors of one of its files.
    void change(const std::string& file, const std::function<void(Tensors&)>& spoil) const
    {
        Tensors tensors = readAllTensors(path + file);
        spoil(tensors);
        writeSafetensors(path + file, tensors);
    }

    ProgramEnd run() const { return parity({path}); }
};

int rowsWith(const std::string& text, const std::string& word)
{
    std::istringstream lines(text);
    int count = 0;
    for (std::string line; std::getline(lines, line);)
        count += line.find(word) != std::string::npos ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("Parity: an untouched case passes with a row for each tensor", "[parity]")
{
    const SpoiledCase untouched;
    const std::size_t tensors = readAllTensors(untouched.path + "/expected.safetensors").size();
    untouched.change("/expected.safetensors", [](Tensors&) {}); // rewriting alone spoils nothing
    untouched.change(kWeights, [](Tensors&) {});
    const ProgramEnd end = untouched.run();
    CHECK(end.exitCode == 0);
    CHECK(end.err.empty());
    CHECK(rowsWith(end.out, "rel-L2") == static_cast<int>(tensors) + 1); // and the summary
    CHECK(rowsWith(end.out, "FAILED") == 0);
}

TEST_CASE("Parity: one value out of tolerance is found", "[parity]")
{
    const SpoiledCase spoiled;
    spoiled.change("/expected.safetensors", [](Tensors& expected) {
        expected.at("call1.flow").view(-1)[5].add_(0.01); // max_abs is 0.001
    });
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    REQUIRE(rowsWith(end.out, "FAILED") == 1);
    CHECK(end.out.find("call1.flow") < end.out.find("FAILED"));
}

TEST_CASE("Parity: a value within tolerance is let pass", "[parity]")
{
    const SpoiledCase spoiled;
    spoiled.change("/expected.safetensors",
                   [](Tensors& expected) { expected.at("call1.flow").view(-1)[5].add_(1e-5); });
    CHECK(spoiled.run().exitCode == 0);
}

TEST_CASE("Parity: what cannot be compared is out of tolerance", "[parity]")
{
    const SpoiledCase spoiled;
    spoiled.change("/expected.safetensors", [](Tensors& expected) {
        expected.at("call0.flow").view(-1)[0] = std::numeric_limits<float>::quiet_NaN();
        expected.at("call1.flow") = expected.at("call1.flow")[0];
        expected["never.made"] = at::zeros({1});
    });
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    CHECK(rowsWith(end.out, "FAILED") == 3);
    CHECK(end.out.find("was not computed") != std::string::npos);
}

TEST_CASE("Parity: a changed weight is found", "[parity]")
{
    const SpoiledCase spoiled;
    spoiled.change(kWeights, [](Tensors& weights) {
        weights.at("blocks.0.self_attn.v.weight").view(-1)[0].add_(0.5);
    });
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    CHECK(rowsWith(end.out, "FAILED") > 0);
}

TEST_CASE("Parity: a missing or surplus weight is named", "[parity]")
{
    const bool surplus = GENERATE(false, true);
    const SpoiledCase spoiled;
    spoiled.change(kWeights, [&](Tensors& weights) {
        if (surplus)
            weights["blocks.9.modulation"] = at::zeros({1});
        else
            weights.erase("head.head.bias");
    });
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    CHECK(end.err.find(surplus ? "blocks.9.modulation" : "head.head.bias") != std::string::npos);
}

TEST_CASE("Parity: a truncated file is an error that names it", "[parity]")
{
    const std::string file = GENERATE("/expected.safetensors", "/inputs.safetensors");
    const SpoiledCase spoiled;
    std::filesystem::resize_file(spoiled.path + file,
                                 std::filesystem::file_size(spoiled.path + file) - 1);
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    CHECK(end.err.find(spoiled.path + file) != std::string::npos);
}

TEST_CASE("Parity: a case that expects nothing fails", "[parity]")
{
    const SpoiledCase spoiled;
    spoiled.change("/expected.safetensors", [](Tensors& expected) { expected.clear(); });
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 1);
    CHECK(end.err.find("expects nothing") != std::string::npos);
}

TEST_CASE("Parity: an unknown component is wrong use", "[parity]")
{
    const SpoiledCase spoiled;
    std::stringstream text;
    text << std::ifstream(spoiled.path + "/case.json").rdbuf();
    std::string json = text.str();
    json.replace(json.find("wan-dit-causal"), 14, "no-such-thing");
    std::ofstream(spoiled.path + "/case.json") << json;
    const ProgramEnd end = spoiled.run();
    CHECK(end.exitCode == 2);
    CHECK(end.err.find("no-such-thing") != std::string::npos);
}

TEST_CASE("Parity: a missing folder fails, and the others still run", "[parity]")
{
    const ProgramEnd end = parity({kGolden + "/no-such-case", kGolden + "/pocket-audio"});
    CHECK(end.exitCode == 1);
    CHECK(end.err.find("no-such-case") != std::string::npos);
    CHECK(rowsWith(end.out, "pocket-audio") > 0);
    CHECK(parity({}).exitCode == 2);
}
