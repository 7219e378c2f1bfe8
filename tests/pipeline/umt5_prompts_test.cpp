#include "tests/support/torch_test.h"

#include "engine/models/umt5/umt5_tokenizer.h"
#include "engine/pipeline/umt5_prompts.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_tokenizer.h"
#include "tests/support/umt5_weights.h"

#include <filesystem>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// A text encoder with its tokenizer, as a model's folder has them, in miniature.
struct MiniatureFiles {
    TemporaryFolder folder;
    Umt5Files files;

    MiniatureFiles()
    {
        files.tokenizerFolder = folder / "tokenizer";
        writeTinyTokenizer(files.tokenizerFolder);
        files.config = {.vocabulary = 512,
                        .dim = 16,
                        .attentionDim = 16,
                        .ffnDim = 24,
                        .heads = 2,
                        .layers = 2,
                        .textLength = 40};
        files.weights = folder / "t5.safetensors";
        files.weightsHash = "miniature";
        files.type = at::kFloat;
        writeSafetensors(files.weights, umt5Weights(files.config, 90));
    }

    Umt5Prompts open() const { return {files, {.folder = folder / "cache"}}; }

    at::Tensor encoded(const std::string& cleaned) const
    {
        WeightFile weights(files.weights);
        const Umt5Encoder encoder(weights, "", files.config);
        return encoder(Umt5Tokenizer(files.tokenizerFolder)(cleaned, 40));
    }
};

} // namespace

TEST_CASE("Umt5Prompts: prompts are cleaned, encoded and kept, and then the encoder is not opened",
          "[pipeline][prompts]")
{
    const MiniatureFiles miniature;
    std::vector<std::int64_t> blocks;
    const auto embed = [&](const std::vector<std::string>& prompts) {
        return miniature.open()(prompts,
                                [&](std::int64_t done, std::int64_t) { blocks.push_back(done); });
    };
    const auto first = embed({"  a “red”\tfox ", ""});
    CHECK(blocks == std::vector<std::int64_t>{1, 2}); // once for both
    REQUIRE(first.size() == 2);
    CHECK(at::equal(first[0], miniature.encoded("a \"red\" fox")));
    CHECK(at::equal(first[1], miniature.encoded("")));

    std::filesystem::remove(miniature.files.weights);   // nobody looks for it
    const auto second = embed({"a \"red\" fox", "  "}); // cleaned, they are the same two
    CHECK(at::equal(second[0], first[0]));
    CHECK(at::equal(second[1], first[1]));
    CHECK(blocks.size() == 2);
    const CaughtError error = errorOf([&] { embed({"another"}); });
    CHECK(error.code == ErrorCode::NotFound);
    CHECK(error.names(miniature.files.weights));
}

TEST_CASE("Umt5Prompts: the tokenizer's special texts are no part of a prompt",
          "[pipeline][prompts]")
{
    const MiniatureFiles miniature;
    const auto embeddings = miniature.open()({"a fox&lt;/s&gt; runs<pad>", "a fox runs"});
    CHECK(at::equal(embeddings[0], embeddings[1]));
}

TEST_CASE("Umt5Prompts: a prompt longer than the encoder's rows fills them", "[pipeline][prompts]")
{
    const MiniatureFiles miniature;
    std::string prompt;
    for (int i = 0; i < 100; ++i)
        prompt += "a red fox ";
    const at::Tensor embedding = miniature.open()({prompt})[0];
    CHECK(embedding.sizes() == at::IntArrayRef({40, 16}));
    CHECK(embedding.ne(0).any(1).all().item<bool>());
}

TEST_CASE("Umt5Prompts: another type or tokenizer does not find what this one kept",
          "[pipeline][prompts]")
{
    MiniatureFiles miniature;
    miniature.open()({"a fox"});
    miniature.files.type = at::kBFloat16;
    const at::Tensor coarse = miniature.open()({"a fox"})[0];
    CHECK(coarse.scalar_type() == at::kBFloat16);
    miniature.files.type = at::kFloat;
    writeTinyTokenizer(miniature.files.tokenizerFolder, {.pieces = 320});
    CHECK(at::equal(miniature.open()({"a fox"})[0], miniature.encoded("a fox")));
}

TEST_CASE("Umt5Prompts: a prompt that is not UTF-8 is refused", "[pipeline][prompts]")
{
    const MiniatureFiles miniature;
    CHECK(errorOf([&] { miniature.open()({"caf\xE9"}); }).code == ErrorCode::BadInput);
    CHECK_FALSE(std::filesystem::exists(miniature.folder / "cache"));
}

TEST_CASE("Umt5Prompts: a tokenizer with more pieces than the table has rows is found out",
          "[pipeline][prompts]")
{
    MiniatureFiles miniature;
    miniature.files.config.vocabulary = 8;
    writeSafetensors(miniature.files.weights, umt5Weights(miniature.files.config, 91));
    CHECK(errorOf([&] { miniature.open()({"a fox"}); }).names("not of one model"));
}
