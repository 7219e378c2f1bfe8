#include "tests/support/torch_test.h"

#include "engine/models/wav2vec2/wav2vec2_encoder.h"
#include "tests/support/error_of.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_speech_encoder.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// The encoder by the letter of its description: in fp64, with loops in place of fused operations.
class ByTheLetter {
public:
    ByTheLetter(const RandomWeights& weights, const Wav2Vec2Config& config)
        : m_weights(weights)
        , m_config(config)
    {
    }

    at::Tensor features(const at::Tensor& samples) const
    {
        at::Tensor x = samples.to(at::kDouble).unsqueeze(0);
        for (std::size_t i = 0; i < m_config.channels.size(); ++i) {
            const std::string scope = concat("feature_extractor.conv_layers.", i);
            const at::Tensor windows = x.unfold(1, m_config.kernels[i], m_config.strides[i]);
            x = at::einsum("ock,ctk->ot", {weight(scope + ".conv.weight"), windows});
            if (m_config.convolutionBias)
                x = x + weight(scope + ".conv.bias").unsqueeze(1);
            if (m_config.waveformNorm == WaveformNorm::Layer)
                x = norm(x.t(), scope + ".layer_norm").t();
            else if (i == 0)
                x = standard(x) * weight(scope + ".layer_norm.weight").unsqueeze(1) +
                    weight(scope + ".layer_norm.bias").unsqueeze(1);
            x = gelu(x);
        }
        return x.t();
    }

    at::Tensor hiddenStates(const at::Tensor& features) const
    {
        const bool before = m_config.normPlace == NormPlace::Before;
        at::Tensor x = linear(norm(features.to(at::kDouble), "feature_projection.layer_norm"),
                              "feature_projection.projection");
        x = x + gelu(positions(x));
        if (!before)
            x = norm(x, "encoder.layer_norm");
        std::vector<at::Tensor> states = {x};
        for (std::int64_t layer = 0; layer < m_config.layers; ++layer) {
            const std::string scope = concat("encoder.layers.", layer);
            x = x + attention(before ? norm(x, scope + ".layer_norm") : x, scope + ".attention");
            x = before ? x : norm(x, scope + ".layer_norm");
            x = x + feedForward(before ? norm(x, scope + ".final_layer_norm") : x, scope);
            x = before ? x : norm(x, scope + ".final_layer_norm");
            states.push_back(x);
        }
        if (before)
            states.back() = norm(states.back(), "encoder.layer_norm");
        return at::stack(states);
    }

private:
    at::Tensor weight(const std::string& name) const { return m_weights[name].to(at::kDouble); }

    static at::Tensor gelu(const at::Tensor& x)
    {
        return x * 0.5 * (1 + at::erf(x / std::sqrt(2.0)));
    }

    static at::Tensor standard(const at::Tensor& x)
    {
        const at::Tensor centred = x - x.mean(-1, true);
        return centred / (centred.square().mean(-1, true) + 1e-5).sqrt();
    }

    at::Tensor norm(const at::Tensor& x, const std::string& scope) const
    {
        return standard(x) * weight(scope + ".weight") + weight(scope + ".bias");
    }

    at::Tensor linear(const at::Tensor& x, const std::string& scope) const
    {
        return at::matmul(x, weight(scope + ".weight").t()) + weight(scope + ".bias");
    }

    at::Tensor feedForward(const at::Tensor& x, const std::string& scope) const
    {
        return linear(gelu(linear(x, scope + ".feed_forward.intermediate_dense")),
                      scope + ".feed_forward.output_dense");
    }

    at::Tensor attention(const at::Tensor& x, const std::string& scope) const
    {
        const at::Tensor q = linear(x, scope + ".q_proj");
        const at::Tensor k = linear(x, scope + ".k_proj");
        const at::Tensor v = linear(x, scope + ".v_proj");
        const std::int64_t size = m_config.width / m_config.heads;
        std::vector<at::Tensor> heads;
        for (std::int64_t head = 0; head < m_config.heads; ++head) {
            const auto part = [&](const at::Tensor& y) { return y.narrow(1, head * size, size); };
            const at::Tensor logits =
                at::matmul(part(q), part(k).t()) / std::sqrt(static_cast<double>(size));
            heads.push_back(at::matmul(logits.softmax(-1), part(v)));
        }
        return linear(at::cat(heads, 1), scope + ".out_proj");
    }

    at::Tensor positions(const at::Tensor& x) const
    {
        const std::string scope = "encoder.pos_conv_embed.conv";
        const bool isNew = m_weights.has(scope + ".parametrizations.weight.original0");
        const at::Tensor length =
            weight(scope + (isNew ? ".parametrizations.weight.original0" : ".weight_g"));
        const at::Tensor direction =
            weight(scope + (isNew ? ".parametrizations.weight.original1" : ".weight_v"));
        const std::int64_t half = m_config.positionKernel / 2;
        const std::int64_t each = m_config.width / m_config.positionGroups;
        at::Tensor result = weight(scope + ".bias").expand({x.size(0), -1}).clone();
        for (std::int64_t moment = 0; moment < m_config.positionKernel; ++moment) {
            const at::Tensor tap = direction.select(2, moment);
            const at::Tensor scaled = tap * length[0][0][moment] / tap.square().sum().sqrt();
            for (std::int64_t frame = 0; frame < x.size(0); ++frame) {
                const std::int64_t source = frame + moment - half;
                if (source < 0 || source >= x.size(0))
                    continue;
                for (std::int64_t group = 0; group < m_config.positionGroups; ++group)
                    result[frame].narrow(0, group * each, each) +=
                        at::mv(scaled.narrow(0, group * each, each),
                               x[source].narrow(0, group * each, each));
            }
        }
        return result;
    }

    const RandomWeights& m_weights;
    Wav2Vec2Config m_config;
};

double relative(const at::Tensor& got, const at::Tensor& expected)
{
    return distance(got, expected) / expected.abs().max().item<double>();
}

} // namespace

TEST_CASE("Wav2Vec2Encoder: is what its description says, in both kinds and spellings",
          "[models][wav2vec2]")
{
    const Wav2Vec2Config config = GENERATE(
        baseLike(), xlsrLike(), smallSpeechConfig(WaveformNorm::Group, NormPlace::Before, 7),
        smallSpeechConfig(WaveformNorm::Layer, NormPlace::After, 6));
    const auto names = GENERATE(WeightNormNames::Suffixes, WeightNormNames::Parametrization);
    RandomWeights weights(90);
    const Wav2Vec2Encoder encoder(weights, "", config, names);
    const ByTheLetter reference(weights, config);
    RandomTensors random(91);
    for (const std::int64_t samples :
         {config.fewestSamples(), std::int64_t{37}, std::int64_t{90}}) {
        CAPTURE(samples, config.positionKernel);
        const at::Tensor sound = normalisedSamples(random({samples}));
        const at::Tensor features = encoder.features(sound);
        CHECK(relative(features, reference.features(sound)) < 2e-5);
        const at::Tensor states = encoder.hiddenStates(features);
        const at::Tensor expected = reference.hiddenStates(features);
        REQUIRE(states.sizes() == at::IntArrayRef({config.layers + 1, features.size(0), 12}));
        for (std::int64_t state = 0; state <= config.layers; ++state)
            CHECK(relative(states[state], expected[state]) < 2e-5);
    }
}

TEST_CASE("Wav2Vec2Encoder: a file says which spelling it has, and nothing of it is left over",
          "[models][wav2vec2]")
{
    const auto names = GENERATE(WeightNormNames::Suffixes, WeightNormNames::Parametrization);
    RandomWeights random(92);
    const Wav2Vec2Encoder made(random, "", xlsrLike(), names);
    const TemporaryFolder folder;
    const std::string path = folder / "speech.safetensors";
    writeSafetensors(path, random.given());
    WeightFile weights(path);
    REQUIRE(weightNormNames(weights, Wav2Vec2Encoder::positionsScope("")) == names);
    const Wav2Vec2Encoder read(weights, "", xlsrLike(), names);
    weights.finish();
    const at::Tensor features = RandomTensors(93)({9, 6});
    CHECK(at::equal(read.hiddenStates(features), made.hiddenStates(features)));
}

TEST_CASE("Wav2Vec2Config: so many samples make so many frames", "[models][wav2vec2]")
{
    const Wav2Vec2Config published;
    CHECK(published.fewestSamples() == 400);
    for (std::int64_t samples = 0; samples < 400; ++samples)
        REQUIRE(published.framesOf(samples) == 0);
    for (std::int64_t samples = 400; samples < 20000; ++samples)
        REQUIRE(published.framesOf(samples) == (samples - 400) / 320 + 1);

    RandomWeights weights(94);
    const Wav2Vec2Config config = xlsrLike();
    const WaveformFeatures features(weights, "f", config);
    for (std::int64_t samples = config.fewestSamples(); samples < 60; ++samples)
        CHECK(features(at::zeros({samples})).size(0) == config.framesOf(samples));
    const CaughtError error = errorOf([&] { features(at::zeros({config.fewestSamples() - 1})); });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names(concat("must have ", config.fewestSamples())));
}

TEST_CASE("WaveformFeatures: normed over channels, a frame hears its own window alone",
          "[models][wav2vec2]")
{
    const std::int64_t hop = 4;
    RandomTensors random(95);
    const at::Tensor sound = random({101});
    RandomWeights weights(96);
    const Wav2Vec2Config config = xlsrLike();
    const WaveformFeatures features(weights, "f", config);
    const at::Tensor whole = features(sound);
    for (std::int64_t skipped = 1; skipped < whole.size(0); ++skipped) {
        const at::Tensor later = features(sound.slice(0, skipped * hop));
        CHECK(distance(later, whole.slice(0, skipped)) < 1e-5);
    }
    // Normed over time, even a frame whose window is there whole depends on what comes later.
    RandomWeights groupWeights(96);
    const WaveformFeatures overTime(groupWeights, "f", baseLike());
    const at::Tensor begun = overTime(sound.slice(0, 0, 42));
    CHECK(distance(begun, overTime(sound).slice(0, 0, begun.size(0))) > 1e-3);
}

TEST_CASE("normalisedSamples: neither level nor offset of a sound is left", "[models][wav2vec2]")
{
    const at::Tensor sound = RandomTensors(97)({5000}, 0.1);
    const at::Tensor normed = normalisedSamples(sound);
    CHECK(std::abs(normed.mean().item<double>()) < 1e-6);
    CHECK(std::abs(normed.square().mean().item<double>() - 1) < 1e-4);
    CHECK(distance(normalisedSamples(sound * 3 + 0.2), normed) < 1e-3);
    CHECK(normalisedSamples(at::full({100}, 0.3)).abs().max().item<double>() < 1e-3);
}

TEST_CASE("Wav2Vec2Config: sizes that cannot be are refused by name", "[models][wav2vec2]")
{
    const nlohmann::json good = {{"hidden_size", 12},
                                 {"num_hidden_layers", 2},
                                 {"num_attention_heads", 3},
                                 {"intermediate_size", 10},
                                 {"conv_dim", {5, 4}},
                                 {"conv_kernel", {4, 3}},
                                 {"conv_stride", {2, 2}},
                                 {"conv_bias", true},
                                 {"feat_extract_norm", "layer"},
                                 {"do_stable_layer_norm", true},
                                 {"num_conv_pos_embeddings", 8},
                                 {"num_conv_pos_embedding_groups", 4},
                                 {"layer_norm_eps", 1e-5},
                                 {"hidden_act", "gelu"}};
    const Wav2Vec2Config read = readWav2Vec2Config(good, "config.json");
    CHECK(read.waveformNorm == WaveformNorm::Layer);
    CHECK(read.normPlace == NormPlace::Before);
    CHECK(read.convolutionBias);
    const auto refusal = [&](const char* key, const nlohmann::json& value) {
        nlohmann::json changed = good;
        changed[key] = value;
        const CaughtError error = errorOf([&] { readWav2Vec2Config(changed, "config.json"); });
        CHECK(error.names(key));
        CHECK(error.names("config.json"));
        return error.code;
    };
    CHECK(refusal("num_attention_heads", 5) == ErrorCode::BadConfig);
    CHECK(refusal("num_conv_pos_embedding_groups", 5) == ErrorCode::BadConfig);
    CHECK(refusal("conv_kernel", {4}) == ErrorCode::BadConfig);
    CHECK(refusal("conv_stride", {2, 0}) == ErrorCode::BadConfig);
    CHECK(refusal("feat_extract_norm", "batch") == ErrorCode::BadConfig);
    CHECK(refusal("layer_norm_eps", 0) == ErrorCode::BadConfig);
    CHECK(refusal("hidden_act", "relu") == ErrorCode::Unsupported);
    CHECK(refusal("hidden_size", "wide") == ErrorCode::BadConfig);
}
