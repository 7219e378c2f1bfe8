#include "tests/support/torch_test.h"

#include "engine/models/umt5/umt5_encoder.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/umt5_weights.h"

#include <cmath>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Weights = std::map<std::string, at::Tensor>;

/// Width and attention differ, and so do heads, buckets and lengths from the published ones.
const Umt5Config kOdd{.vocabulary = 50,
                      .dim = 24,
                      .attentionDim = 40,
                      .ffnDim = 36,
                      .heads = 5,
                      .layers = 3,
                      .buckets = 12,
                      .maxDistance = 20,
                      .textLength = 61};

const Umt5Config kUsual{.vocabulary = 30,
                        .dim = 32,
                        .attentionDim = 32,
                        .ffnDim = 48,
                        .heads = 2,
                        .layers = 2,
                        .textLength = 512};

struct Stored {
    TemporaryFolder folder;
    std::string path = folder / "t5.safetensors";

    explicit Stored(const Weights& weights) { writeSafetensors(path, weights); }
};

Umt5Encoder load(const Weights& weights, const Umt5Config& config, at::ScalarType type = at::kFloat)
{
    const Stored stored(weights);
    WeightFile reader(stored.path, type);
    Umt5Encoder encoder(reader, "", config);
    reader.finish();
    return encoder;
}

/// The encoder as the reference computes it: on the padded prompt, with a mask, in fp64 and by the letter.
class PaddedReference {
public:
    PaddedReference(const Weights& weights, const Umt5Config& config)
        : m_config(config)
    {
        for (const auto& [name, tensor] : weights)
            m_weights[name] = tensor.to(at::kDouble);
    }

    at::Tensor operator()(const PromptIds& ids) const
    {
        PromptIds padded = ids;
        padded.resize(static_cast<std::size_t>(m_config.textLength), 0);
        const auto count = static_cast<std::int64_t>(ids.size());
        at::Tensor x = weight("token_embedding.weight").index({at::tensor(padded, at::kLong)});
        for (std::int64_t layer = 0; layer < m_config.layers; ++layer) {
            const std::string scope = concat("blocks.", layer);
            x = x + attention(norm(x, scope + ".norm1"), scope, count);
            x = x + gated(norm(x, scope + ".norm2"), scope);
        }
        x = norm(x, "norm");
        x.slice(0, count).zero_();
        return x;
    }

private:
    const at::Tensor& weight(const std::string& name) const { return m_weights.at(name); }

    at::Tensor norm(const at::Tensor& x, const std::string& scope) const
    {
        return x / (x.pow(2).mean(-1, true) + 1e-6).sqrt() * weight(scope + ".weight");
    }

    at::Tensor gated(const at::Tensor& x, const std::string& scope) const
    {
        const at::Tensor gate = at::matmul(x, weight(scope + ".ffn.gate.0.weight").t());
        const at::Tensor inner = std::sqrt(2 / M_PI) * (gate + 0.044715 * gate.pow(3));
        const at::Tensor gelu = 0.5 * gate * (1 + inner.tanh());
        const at::Tensor up = at::matmul(x, weight(scope + ".ffn.fc1.weight").t());
        return at::matmul(up * gelu, weight(scope + ".ffn.fc2.weight").t());
    }

    std::int64_t bucket(std::int64_t offset) const
    {
        const std::int64_t half = m_config.buckets / 2;
        const std::int64_t exact = half / 2;
        const std::int64_t distance = std::abs(offset);
        std::int64_t result = distance;
        if (distance >= exact) {
            const float share =
                std::log(static_cast<float>(distance) / static_cast<float>(exact)) /
                static_cast<float>(std::log(static_cast<double>(m_config.maxDistance) /
                                            static_cast<double>(exact)));
            result = std::min(half - 1, exact + static_cast<std::int64_t>(
                                                    share * static_cast<float>(half - exact)));
        }
        return result + (offset > 0 ? half : 0);
    }

    at::Tensor attention(const at::Tensor& x, const std::string& scope, std::int64_t real) const
    {
        const std::int64_t count = x.size(0);
        const std::int64_t width = m_config.attentionDim / m_config.heads;
        const at::Tensor table = weight(scope + ".pos_embedding.embedding.weight");
        at::Tensor rows = at::empty({count, count}, at::kLong);
        auto row = rows.accessor<std::int64_t, 2>();
        for (std::int64_t query = 0; query < count; ++query)
            for (std::int64_t key = 0; key < count; ++key)
                row[query][key] = bucket(key - query);
        std::vector<at::Tensor> heads;
        for (std::int64_t head = 0; head < m_config.heads; ++head) {
            const auto part = [&](const char* name) {
                return at::matmul(x, weight(scope + name).narrow(0, head * width, width).t());
            };
            at::Tensor logits = at::matmul(part(".attn.q.weight"), part(".attn.k.weight").t()) +
                                table.select(1, head).index({rows});
            logits.slice(1, real).fill_(std::numeric_limits<float>::lowest());
            heads.push_back(at::matmul(logits.softmax(-1), part(".attn.v.weight")));
        }
        return at::matmul(at::cat(heads, 1), weight(scope + ".attn.o.weight").t());
    }

    Umt5Config m_config;
    Weights m_weights;
};

} // namespace

TEST_CASE("Umt5Encoder: the real tokens alone give what the padded prompt gives", "[models][umt5]")
{
    const Umt5Config config = GENERATE(kOdd, kUsual);
    const Weights weights = umt5Weights(config, 70);
    const Umt5Encoder encoder = load(weights, config);
    const PaddedReference reference(weights, config);
    for (const std::int64_t count :
         {std::int64_t{1}, std::int64_t{7}, config.textLength - 1, config.textLength}) {
        CAPTURE(config.textLength, count);
        const PromptIds ids = umt5Ids(config, count, 71);
        const at::Tensor got = encoder(ids);
        const at::Tensor expected = reference(ids);
        CHECK(distance(got, expected) < 2e-5 * expected.abs().max().item<double>());
        CHECK(got.slice(0, count).count_nonzero().item<std::int64_t>() == 0);
        CHECK(got.slice(0, 0, count).count_nonzero().item<std::int64_t>() == count * config.dim);
    }
}

TEST_CASE("Umt5Encoder: block by block gives the same numbers, and reads every tensor once",
          "[models][umt5]")
{
    const Stored stored(umt5Weights(kOdd, 72));
    WeightFile resident(stored.path);
    const Umt5Encoder encoder(resident, "", kOdd);
    WeightFile passing(stored.path);
    const std::vector<PromptIds> prompts = {umt5Ids(kOdd, 5, 73), umt5Ids(kOdd, 61, 74),
                                            umt5Ids(kOdd, 1, 75)};
    std::vector<std::int64_t> seen;
    const auto embeddings =
        encodeBlockByBlock(passing, "", kOdd, prompts, [&](std::int64_t done, std::int64_t all) {
            seen.push_back(done);
            CHECK(all == 3);
        });
    passing.finish();
    CHECK(seen == std::vector<std::int64_t>{1, 2, 3});
    REQUIRE(embeddings.size() == prompts.size());
    for (std::size_t i = 0; i < prompts.size(); ++i)
        CHECK(at::equal(embeddings[i], encoder(prompts[i])));
}

TEST_CASE("Umt5Encoder: whoever asks to stop is heard between two blocks", "[models][umt5]")
{
    const Stored stored(umt5Weights(kOdd, 72));
    WeightFile weights(stored.path);
    const CaughtError error = errorOf([&] {
        encodeBlockByBlock(weights, "", kOdd, {umt5Ids(kOdd, 5, 73)},
                           [](std::int64_t done, std::int64_t) {
                               if (done == 2)
                                   throw Error(ErrorCode::Stopped, "stopped");
                           });
    });
    CHECK(error.code == ErrorCode::Stopped);
    CHECK(weights.has("blocks.2.norm1.weight"));
    CHECK(errorOf([&] { weights.finish(); }).names("blocks.2"));
}

TEST_CASE("Umt5Encoder: bf16 weights give nearly the same, fp16 is refused", "[models][umt5]")
{
    const Weights weights = umt5Weights(kOdd, 76);
    const PromptIds ids = umt5Ids(kOdd, 20, 77);
    const at::Tensor exact = load(weights, kOdd)(ids);
    const at::Tensor coarse = load(weights, kOdd, at::kBFloat16)(ids);
    CHECK(coarse.scalar_type() == at::kBFloat16);
    const double error = ((coarse.to(at::kFloat) - exact).norm() / exact.norm()).item<double>();
    CHECK(error < 0.05);
    CHECK(error > 1e-4); // it did compute in bf16
    const CaughtError half = errorOf([&] { load(weights, kOdd, at::kHalf); });
    CHECK(half.code == ErrorCode::Unsupported);
    CHECK(half.names("bf16"));
}

TEST_CASE("Umt5Encoder: the table of tokens stays in the file", "[models][umt5]")
{
    Weights weights = umt5Weights(kOdd, 78);
    const std::int64_t tableBytes = kOdd.vocabulary * kOdd.dim * 4;
    std::int64_t allBytes = 0;
    for (const auto& [name, tensor] : weights)
        allBytes += static_cast<std::int64_t>(tensor.nbytes());
    const Stored stored(weights);
    const auto opened = [&] {
        WeightFile reader(stored.path);
        Umt5Encoder encoder(reader, "", kOdd);
        CHECK(reader.bytesHandedOut() == allBytes - tableBytes);
        return encoder; // outlives the reader
    };
    const Umt5Encoder encoder = opened();
    CHECK(encoder(umt5Ids(kOdd, 9, 79)).isfinite().all().item<bool>());
}

TEST_CASE("Umt5Encoder: prompts that cannot be encoded are refused", "[models][umt5]")
{
    const Umt5Encoder encoder = load(umt5Weights(kOdd, 80), kOdd);
    CHECK(errorOf([&] { encoder({}); }).code == ErrorCode::BadInput);
    CHECK(errorOf([&] { encoder(PromptIds(62, 1)); }).names("a prompt of 62 tokens"));
    CHECK(errorOf([&] { encoder({1, 50}); }).names("token 50"));
    CHECK(errorOf([&] { encoder({-1}); }).names("token -1"));
}

TEST_CASE("Umt5Encoder: a table row that is no number is named", "[models][umt5]")
{
    Weights weights = umt5Weights(kOdd, 81);
    weights["token_embedding.weight"][7][3] = std::numeric_limits<float>::quiet_NaN();
    const Umt5Encoder encoder = load(weights, kOdd);
    CHECK_FALSE(errorOf([&] { encoder({6, 8}); }).code);
    const CaughtError error = errorOf([&] { encoder({6, 7}); });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("token_embedding.weight"));
}

TEST_CASE("Umt5Encoder: missing, surplus and misshapen tensors are named", "[models][umt5]")
{
    Weights missing = umt5Weights(kOdd, 82);
    missing.erase("blocks.1.ffn.gate.0.weight");
    CHECK(errorOf([&] { load(missing, kOdd); }).names("'blocks.1.ffn.gate.0.weight' is missing"));
    Weights surplus = umt5Weights(kOdd, 82);
    surplus["blocks.3.norm1.weight"] = at::zeros({24});
    CHECK(errorOf([&] { load(surplus, kOdd); }).names("'blocks.3.norm1.weight'"));
    Weights turned = umt5Weights(kOdd, 82);
    turned["blocks.0.attn.o.weight"] = turned["blocks.0.attn.o.weight"].t();
    CHECK(errorOf([&] { load(turned, kOdd); }).code == ErrorCode::BadShape);
}

TEST_CASE("Umt5Encoder: sizes that cannot be are refused", "[models][umt5]")
{
    const Weights weights = umt5Weights(kOdd, 83);
    const auto refusal = [&](const auto& change) {
        Umt5Config config = kOdd;
        change(config);
        return errorOf([&] { load(weights, config); }).code;
    };
    CHECK(refusal([](Umt5Config& c) { c.heads = 3; }) == ErrorCode::BadConfig);
    CHECK(refusal([](Umt5Config& c) { c.layers = 0; }) == ErrorCode::BadConfig);
    CHECK(refusal([](Umt5Config& c) { c.maxDistance = 3; }) == ErrorCode::BadConfig);
    CHECK(refusal([](Umt5Config& c) { c.sharedPositions = true; }) == ErrorCode::Unsupported);
}
