#include "tests/support/torch_test.h"

#include "engine/weights/lora.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <limits>
#include <map>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

/// Base and LoRA as files: blocks.0.q.weight [4, 3], blocks.0.q.bias [4], head [2].
struct Files {
    TemporaryFolder folder;
    Tensors base = {{"blocks.0.q.weight", at::rand({4, 3})},
                    {"blocks.0.q.bias", at::rand({4})},
                    {"head", at::rand({2})}};
    Tensors lora = {{"base_model.model.blocks.0.q.lora_A.weight", at::rand({2, 3})},
                    {"base_model.model.blocks.0.q.lora_B.weight", at::rand({4, 2})}};
    LoraSettings settings = {.alpha = 3, .rank = 2, .rules = {.prefixes = {"base_model.model."}}};

    Lora openLora() const
    {
        writeSafetensors(folder / "lora", lora);
        return {folder / "lora", settings};
    }

    /// The base's tensor after the merge.
    at::Tensor merged(const std::string& name, at::ScalarType type = at::kFloat) const
    {
        writeSafetensors(folder / "base", base);
        WeightFile weights(folder / "base", type);
        weights.merge(openLora());
        return weights.require(name, base.at(name).sizes());
    }

    at::Tensor expected() const
    {
        return base.at("blocks.0.q.weight") +
               1.5 * at::mm(lora.at("base_model.model.blocks.0.q.lora_B.weight"),
                            lora.at("base_model.model.blocks.0.q.lora_A.weight"));
    }

    CaughtError error() const
    {
        return errorOf([&] { merged("head"); });
    }
};

} // namespace

TEST_CASE("Lora: the scaled product is added to its matrix and to nothing else", "[weights]")
{
    Files files;
    const at::Tensor expected = files.expected();
    if (GENERATE(false, true)) { // PEFT's other spelling, without the prefix
        files.lora = {{"blocks.0.q.lora_A.default.weight",
                       files.lora.at("base_model.model.blocks.0.q.lora_A.weight")},
                      {"blocks.0.q.lora_B.default.weight",
                       files.lora.at("base_model.model.blocks.0.q.lora_B.weight")}};
    }
    CHECK(at::allclose(files.merged("blocks.0.q.weight"), expected, 1e-6, 1e-6));
    CHECK(at::equal(files.merged("blocks.0.q.bias"), files.base.at("blocks.0.q.bias")));
    CHECK(at::equal(files.merged("head"), files.base.at("head")));
    CHECK(files.openLora().targets() == std::vector<std::string>{"blocks.0.q.weight"});
}

TEST_CASE("Lora: the sum is rounded once into the wanted type", "[weights]")
{
    const Files files;
    CHECK(at::equal(files.merged("blocks.0.q.weight", at::kBFloat16),
                    files.merged("blocks.0.q.weight").to(at::kBFloat16)));

    // Just below a half step of bf16 twice: rounded before the sum, the base would lose its part.
    Files close;
    close.base["blocks.0.q.weight"] = at::full({4, 3}, 1 + 0.0035);
    close.lora = {{"blocks.0.q.lora_A.weight", at::full({2, 3}, 0.0035 / 3)},
                  {"blocks.0.q.lora_B.weight", at::ones({4, 2})}};
    CHECK(close.merged("blocks.0.q.weight", at::kBFloat16)[0][0].item<float>() == 1.0078125F);
}

TEST_CASE("Lora: two files are merged one after the other", "[weights]")
{
    const Files files;
    writeSafetensors(files.folder / "base", files.base);
    WeightFile weights(files.folder / "base");
    weights.merge(files.openLora());
    weights.merge(files.openLora());
    const at::Tensor& base = files.base.at("blocks.0.q.weight");
    CHECK(at::allclose(weights.require("blocks.0.q.weight", {4, 3}), 2 * files.expected() - base,
                       1e-6, 1e-6));
}

TEST_CASE("Lora: whole tensors replace those of the base", "[weights]")
{
    Files files;
    const at::Tensor product = files.expected() - files.base.at("blocks.0.q.weight");
    const Tensors whole = {{"head", at::rand({2})},
                           {"blocks.0.q.base_layer.bias", at::rand({4})},
                           {"blocks.0.q.base_layer.weight", at::rand({4, 3})}};
    files.lora.insert(whole.begin(), whole.end());
    CHECK(at::equal(files.merged("head"), whole.at("head")));
    CHECK(at::equal(files.merged("blocks.0.q.bias"), whole.at("blocks.0.q.base_layer.bias")));
    CHECK(at::allclose(files.merged("blocks.0.q.weight"),
                       whole.at("blocks.0.q.base_layer.weight") + product, 1e-6, 1e-6));
}

TEST_CASE("Lora: a file that does not fit is refused by name", "[weights]")
{
    Files files;
    const std::string down = "base_model.model.blocks.0.q.lora_A.weight";
    SECTION("it changes nothing")
    {
        files.lora = {};
        CHECK(files.error().names("changes no tensor"));
    }
    SECTION("a matrix that the base lacks")
    {
        files.lora["blocks.7.q.lora_A.weight"] = at::rand({2, 3});
        files.lora["blocks.7.q.lora_B.weight"] = at::rand({4, 2});
        CHECK(files.error().names("'blocks.7.q.weight'"));
    }
    SECTION("a whole tensor that the base lacks, or another way of naming factors")
    {
        files.lora["blocks.0.q.lora_up.weight"] = at::rand({2, 3});
        CHECK(files.error().names("'blocks.0.q.lora_up.weight'"));
    }
    SECTION("one factor alone")
    {
        files.lora.erase(down);
        CHECK(files.error().names("only lora_B"));
    }
    SECTION("both spellings of one factor")
    {
        files.lora["blocks.0.q.lora_A.default.weight"] = at::rand({2, 3});
        CHECK(files.error().names("in two ways"));
    }
    SECTION("replaced under its own name, which the factors would hide")
    {
        files.lora["blocks.0.q.weight"] = at::rand({4, 3});
        CHECK(files.error().names("both replaces"));
    }
    SECTION("another rank")
    {
        files.settings.rank = 4;
        const CaughtError error = files.error();
        CHECK(error.code == ErrorCode::BadShape);
        CHECK(error.names("expected rank 4"));
    }
    SECTION("factors of one dimension")
    {
        files.lora[down] = at::rand({2});
        CHECK(files.error().code == ErrorCode::BadShape);
    }
}

TEST_CASE("Lora: factors or tensors of another shape are refused when merged", "[weights]")
{
    Files files;
    files.lora["base_model.model.blocks.0.q.lora_A.weight"] = at::rand({2, 5});
    files.lora["head"] = at::rand({3});
    const CaughtError factors = errorOf([&] { files.merged("blocks.0.q.weight"); });
    CHECK(factors.code == ErrorCode::BadShape);
    CHECK(factors.names("'blocks.0.q.weight'"));
    CHECK(factors.names("[4, 5]"));
    CHECK(errorOf([&] { files.merged("head"); }).names("'head'"));
}

TEST_CASE("Lora: values that are not finite are refused by name", "[weights]")
{
    Files files;
    files.lora.begin()->second[0][0] = std::numeric_limits<float>::infinity();
    const CaughtError error = errorOf([&] { files.merged("blocks.0.q.weight"); });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("'blocks.0.q.weight'"));
    CHECK(error.names("lora"));
}
