#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/models/taehv/taehv.h"
#include "engine/nn/bf16_support.h"
#include "tests/support/error_of.h"
#include "tests/support/random_weights.h"
#include "tests/support/torch_memory.h"

#include <c10/core/InferenceMode.h>
#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

TaehvConfig smallTaehv()
{
    TaehvConfig config;
    config.widths = {6, 5, 4, 3};
    config.latentChannels = 3;
    config.encoderWidth = 4;
    return config;
}

TaehvConfig randomTaehv(RandomTensors& random)
{
    TaehvConfig config = smallTaehv();
    const auto coin = [&] { return random.between(0, 1) == 1; };
    config.timeUp = {coin(), coin(), coin()};
    config.spaceUp = {coin(), coin(), coin()};
    config.timeDown = {coin(), coin(), coin()};
    config.patch = random.between(1, 2);
    return config;
}

/// TAEHV computed a second way: layer by layer for the whole clip x [T, C, H, W], in the order of the file.
class WholeClipTaehv {
public:
    WholeClipTaehv(const RandomWeights& weights, const TaehvConfig& config)
        : m_weights(weights)
        , m_config(config)
    {
    }

    at::Tensor decode(const at::Tensor& latents) const
    {
        at::Tensor x = at::relu(conv("decoder.1", at::tanh(latents / 3) * 3));
        int index = 3;
        for (std::size_t level = 0; level < TaehvConfig::kLevels; ++level) {
            for (int block = 0; block < 3; ++block)
                x = memoryBlock("decoder." + std::to_string(index++), x);
            if (m_config.spaceUp[level])
                x = x.repeat_interleave(2, 2).repeat_interleave(2, 3);
            ++index;
            const std::int64_t width = x.size(1);
            x = conv("decoder." + std::to_string(index++) + ".conv", x)
                    .reshape({-1, width, x.size(2), x.size(3)});
            x = conv("decoder." + std::to_string(index++), x);
        }
        x = at::pixel_shuffle(conv("decoder.22", at::relu(x)), m_config.patch).clamp(0, 1);
        const std::int64_t leftOut = m_config.framesPerLatent() - 1;
        return x.narrow(0, leftOut, x.size(0) - leftOut) * 2 - 1;
    }

    at::Tensor encode(const at::Tensor& frames) const
    {
        at::Tensor x = at::pixel_unshuffle((frames + 1) / 2, m_config.patch);
        x = at::relu(conv("encoder.0", x));
        int index = 2;
        for (std::size_t level = 0; level < TaehvConfig::kLevels; ++level) {
            const std::int64_t joined = x.size(1) * (m_config.timeDown[level] ? 2 : 1);
            x = conv("encoder." + std::to_string(index++) + ".conv",
                     x.reshape({-1, joined, x.size(2), x.size(3)}));
            x = conv("encoder." + std::to_string(index++), x, 2);
            for (int block = 0; block < 3; ++block)
                x = memoryBlock("encoder." + std::to_string(index++), x);
        }
        return conv("encoder.17", x);
    }

private:
    at::Tensor conv(const std::string& scope, const at::Tensor& x, std::int64_t stride = 1) const
    {
        const at::Tensor& weight = m_weights[scope + ".weight"];
        const at::Tensor bias =
            m_weights.has(scope + ".bias") ? m_weights[scope + ".bias"] : at::Tensor();
        return at::conv2d(x, weight, bias, stride, weight.size(2) / 2);
    }

    at::Tensor memoryBlock(const std::string& scope, const at::Tensor& x) const
    {
        const at::Tensor past =
            at::cat({at::zeros_like(x.narrow(0, 0, 1)), x.narrow(0, 0, x.size(0) - 1)});
        at::Tensor y = at::relu(conv(scope + ".conv.0", at::cat({x, past}, 1)));
        y = at::relu(conv(scope + ".conv.2", y));
        return at::relu(conv(scope + ".conv.4", y) + x);
    }

    const RandomWeights& m_weights;
    const TaehvConfig& m_config;
};

nlohmann::json publishedTaehvJson()
{
    return {{"n_f", {256, 128, 64, 64}},
            {"encoder_channels", 64},
            {"latent_channels", 16},
            {"decoder_time_upscale", {false, true, true}},
            {"decoder_space_upscale", {true, true, true}},
            {"patch_size", 1}};
}

} // namespace

TEST_CASE("TaehvDecoder: in any calls it gives what the whole clip gives at once", "[models][vae]")
{
    RandomTensors random(80);
    for (std::uint64_t trial = 0; trial < 8; ++trial) {
        const TaehvConfig config = trial == 0 ? smallTaehv() : randomTaehv(random);
        RandomWeights weights(trial);
        const TaehvDecoder decoder(weights, config);
        const std::int64_t count = random.between(1, 5);
        const at::Tensor latents =
            random({count, 3, random.between(1, 5), random.between(1, 5)}, 2.0);
        const at::Tensor expected = WholeClipTaehv(weights, config).decode(latents);
        TaehvDecoder::State whole;
        TaehvDecoder::State cut;
        const at::Tensor frames = decoder(latents, whole);
        CHECK(distance(frames, expected) < 1e-4);
        CHECK(at::equal(inCalls(decoder, latents, randomCalls(random, count), cut), frames));
        CHECK(cut.bytes() == whole.bytes());
    }
}

TEST_CASE("TaehvEncoder: in any calls it gives what the whole clip gives at once", "[models][vae]")
{
    RandomTensors random(81);
    for (std::uint64_t trial = 0; trial < 8; ++trial) {
        const TaehvConfig config = trial == 0 ? smallTaehv() : randomTaehv(random);
        RandomWeights weights(trial);
        const TaehvEncoder encoder(weights, config);
        const std::int64_t group = config.framesPerEncoded();
        const std::int64_t factor = config.encoderFactor();
        const std::int64_t used = group * random.between(1, 3);
        const std::int64_t surplus = random.between(0, group - 1);
        const at::Tensor frames = random(
            {used + surplus, 3, factor * random.between(1, 3), factor * random.between(1, 3)});
        const at::Tensor expected =
            WholeClipTaehv(weights, config).encode(frames.narrow(0, 0, used));
        TaehvEncoder::State whole;
        TaehvEncoder::State cut;
        const at::Tensor latents = encoder(frames, whole);
        CHECK(distance(latents, expected) < 1e-4);
        CHECK(
            at::equal(inCalls(encoder, frames, randomCalls(random, used + surplus), cut), latents));
    }
}

TEST_CASE("TaehvDecoder: the first frames of a stream are left out once", "[models][vae]")
{
    RandomTensors random(82);
    RandomWeights weights(82);
    const TaehvDecoder decoder(weights, smallTaehv());
    TaehvDecoder::State state;
    CHECK(decoder(random({1, 3, 3, 5}), state).sizes() == at::IntArrayRef({1, 3, 24, 40}));
    CHECK(decoder(random({1, 3, 3, 5}), state).sizes() == at::IntArrayRef({4, 3, 24, 40}));
    CHECK(decoder(random({2, 3, 3, 5}), state).size(0) == 8);
    CHECK(state.leftOut == 3);
    TaehvDecoder::State other;
    CHECK(decoder(random({3, 3, 3, 5}), other).size(0) == 9);
}

TEST_CASE("TaehvDecoder: remembers a frame per memory block, to the byte", "[models][vae]")
{
    RandomTensors random(83);
    for (std::uint64_t trial = 0; trial < 5; ++trial) {
        const TaehvConfig config = trial == 0 ? smallTaehv() : randomTaehv(random);
        const at::ScalarType type = trial % 2 == 0 ? at::kFloat : at::kBFloat16;
        RandomWeights weights(trial, type);
        const TaehvDecoder decoder(weights, config);
        const std::int64_t rows = random.between(1, 4);
        const std::int64_t columns = random.between(1, 4);
        TaehvDecoder::State state;
        CHECK(state.bytes() == 0);
        for (int latent = 0; latent < 3; ++latent) {
            decoder(random({1, 3, rows, columns}), state);
            CHECK(state.bytes() == forecastTaehvDecoder(config, rows, columns, type).stateBytes);
        }
    }
    // specs/wan-causal.md section 7: 33.5 M values at 832×480.
    CHECK(forecastTaehvDecoder(TaehvConfig(), 60, 104, at::kHalf).stateBytes ==
          2 * 3 * 60 * 104 * (256 + 4 * 128 + 16 * 64));
}

TEST_CASE("TaehvDecoder: a call holds about as much as was forecast", "[models][vae]")
{
    const c10::InferenceMode guard;
    const at::ScalarType type = GENERATE(at::kFloat, at::kBFloat16);
    if (type == at::kBFloat16 && !processorMultipliesBf16())
        return; // converted copies come on top, as the processor's library wishes
    RandomTensors random(86);
    RandomWeights weights(86, type);
    TaehvConfig config = smallTaehv();
    config.widths = {64, 32, 16, 16};
    const TaehvDecoder decoder(weights, config);
    const std::int64_t forecast = forecastTaehvDecoder(config, 12, 10, type).transientBytes;
    TorchMemory memory;
    TaehvDecoder::State state;
    for (int latent = 0; latent < 3; ++latent) {
        const at::Tensor given = random({1, 3, 12, 10});
        const std::int64_t before = memory.bytes();
        memory.resetPeak();
        decoder(given, state);
        const std::int64_t held = memory.peak() - before;
        CAPTURE(latent, held, forecast);
        if (latent > 0) { // the first latent's also fill the state
            CHECK(static_cast<double>(held) < 1.05 * static_cast<double>(forecast));
            CHECK(static_cast<double>(held) > 0.85 * static_cast<double>(forecast));
        }
    }
}

TEST_CASE("Taehv: another shape is refused and named", "[models][vae]")
{
    RandomWeights weights(84);
    const TaehvDecoder decoder(weights, smallTaehv());
    const TaehvEncoder encoder(weights, smallTaehv());
    const auto decode = [&](at::IntArrayRef shape) {
        TaehvDecoder::State state;
        return errorOf([&] { decoder(at::zeros(shape), state); });
    };
    const auto encode = [&](at::IntArrayRef shape) {
        TaehvEncoder::State state;
        return errorOf([&] { encoder(at::zeros(shape), state); });
    };
    CHECK(decode({1, 4, 2, 2}).names("[1, 4, 2, 2]"));
    CHECK(decode({1, 4, 2, 2}).code == ErrorCode::BadShape);
    CHECK(decode({3, 2, 2}).code == ErrorCode::BadShape);
    CHECK(decode({0, 3, 2, 2}).code == ErrorCode::BadShape);
    CHECK_FALSE(decode({1, 3, 1, 1}).code);
    CHECK(encode({1, 3, 8, 12}).names("multiples of 8"));
    CHECK(encode({1, 4, 8, 8}).code == ErrorCode::BadShape);
    CHECK_FALSE(encode({4, 3, 8, 8}).code);

    TaehvDecoder::State state;
    decoder(at::zeros({1, 3, 2, 2}), state);
    CHECK(errorOf([&] { decoder(at::zeros({1, 3, 3, 2}), state); }).code == ErrorCode::BadShape);
}

TEST_CASE("Taehv: asks for the tensors of the published file", "[models][vae]")
{
    const TaehvConfig config = readTaehvConfig(publishedTaehvJson(), "test");
    RandomWeights weights(85);
    const TaehvDecoder decoder(weights, config);
    const TaehvEncoder encoder(weights, config);
    std::int64_t parameters = 0;
    for (const auto& [name, tensor] : weights.given())
        parameters += tensor.numel();
    CHECK(weights.given().size() == 128);
    CHECK(parameters == 11'315'539);
}

TEST_CASE("TaehvConfig: wrong sizes are named", "[models][vae]")
{
    const auto refused = [](const char* key, const nlohmann::json& value) {
        auto json = publishedTaehvJson();
        json[key] = value;
        const CaughtError error = errorOf([&] { readTaehvConfig(json, "tae.json"); });
        return error.code == ErrorCode::BadConfig && error.names("tae.json") && error.names(key);
    };
    CHECK(refused("n_f", {256, 128, 64}));
    CHECK(refused("n_f", {256, 128, 64, 64, 64}));
    CHECK(refused("n_f", {256, 128, 64, 0}));
    CHECK(refused("decoder_time_upscale", {true, true}));
    CHECK(refused("decoder_space_upscale", "all"));
    CHECK(refused("latent_channels", 0));
    CHECK(refused("patch_size", 17));
    auto missing = publishedTaehvJson();
    missing.erase("patch_size");
    CHECK(errorOf([&] { readTaehvConfig(missing, "tae.json"); }).names("patch_size"));
    auto pools = publishedTaehvJson();
    pools["encoder_time_downscale"] = {true, true, true};
    CHECK(readTaehvConfig(pools, "tae.json").framesPerEncoded() == 8);
}
