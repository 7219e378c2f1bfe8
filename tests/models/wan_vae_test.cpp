#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "tests/models/small_vae.h"
#include "tests/models/whole_clip_vae.h"
#include "tests/support/error_of.h"

#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

at::Tensor perChannel(const std::vector<double>& values)
{
    return at::tensor(values, at::kFloat).view({1, -1, 1, 1});
}

nlohmann::json publishedVaeJson()
{
    return {{"dim", 96},
            {"z_dim", 2},
            {"dim_mult", {1, 2, 4, 4}},
            {"num_res_blocks", 2},
            {"attn_scales", nlohmann::json::array()},
            {"temperal_downsample", {false, true, true}},
            {"mean", {0.5, -1}},
            {"std", {1, 2}}};
}

} // namespace

TEST_CASE("WanVaeDecoder: in any calls it gives what the whole clip gives at once", "[models][vae]")
{
    RandomTensors random(60);
    for (std::uint64_t trial = 0; trial < 16; ++trial) {
        const WanVaeConfig config = trial == 0  ? smallVae()
                                    : trial < 8 ? randomVae(random)
                                                : randomVaeWithShortcuts(random);
        RandomWeights weights(trial);
        const WanVaeDecoder decoder(weights, config);
        const std::int64_t count = random.between(1, 5);
        const at::Tensor latents =
            random({count, config.latentChannels, random.between(1, 5), random.between(1, 5)}, 0.7);
        const at::Tensor expected =
            WholeClipVae(weights, config.patch)
                .decode(latents * perChannel(config.deviation) + perChannel(config.mean));
        REQUIRE(expected.size(0) == 1 + config.temporalFactor() * (count - 1));
        WanVaeDecoder::State whole;
        WanVaeDecoder::State cut;
        const at::Tensor frames = decoder(latents, whole);
        CHECK(distance(frames, expected) < 1e-4);
        CHECK(at::equal(inCalls(decoder, latents, randomCalls(random, count), cut), frames));
        CHECK(cut.bytes() == whole.bytes());
    }
}

TEST_CASE("WanVaeEncoder: in any calls it gives what the whole clip gives at once", "[models][vae]")
{
    RandomTensors random(61);
    for (std::uint64_t trial = 0; trial < 16; ++trial) {
        const WanVaeConfig config = trial == 0  ? smallVae()
                                    : trial < 8 ? randomVae(random)
                                                : randomVaeWithShortcuts(random);
        RandomWeights weights(100 + trial);
        const WanVaeEncoder encoder(weights, config);
        const std::int64_t factor = config.spatialFactor();
        const std::int64_t groups = random.between(0, 2);
        const std::int64_t surplus = random.between(0, config.temporalFactor() - 1);
        const std::int64_t used = 1 + config.temporalFactor() * groups;
        const at::Tensor frames = random(
            {used + surplus, 3, factor * random.between(1, 3), factor * random.between(1, 3)});
        const at::Tensor moments =
            WholeClipVae(weights, config.patch).encode(frames.narrow(0, 0, used));
        const at::Tensor expected =
            (moments.narrow(1, 0, config.latentChannels) - perChannel(config.mean)) /
            perChannel(config.deviation);
        WanVaeEncoder::State whole;
        WanVaeEncoder::State cut;
        const at::Tensor latents = encoder(frames, whole);
        CHECK(distance(latents, expected) < 1e-4);
        CHECK(
            at::equal(inCalls(encoder, frames, randomCalls(random, used + surplus), cut), latents));
    }
}

TEST_CASE("WanVaeDecoder: one frame for the first latent, four for each later one", "[models][vae]")
{
    RandomTensors random(62);
    RandomWeights weights(62);
    const WanVaeDecoder decoder(weights, smallVae());
    WanVaeDecoder::State state;
    CHECK(decoder(random({1, 3, 3, 5}), state).sizes() == at::IntArrayRef({1, 3, 24, 40}));
    CHECK(decoder(random({1, 3, 3, 5}), state).sizes() == at::IntArrayRef({4, 3, 24, 40}));
    CHECK(decoder(random({2, 3, 3, 5}), state).sizes() == at::IntArrayRef({8, 3, 24, 40}));
    WanVaeDecoder::State other;
    CHECK(decoder(random({3, 3, 3, 5}), other).size(0) == 9);
}

TEST_CASE("WanVaeEncoder: frames that fill no latent wait for the next call", "[models][vae]")
{
    RandomTensors random(63);
    RandomWeights weights(63);
    const WanVaeEncoder encoder(weights, smallVae());
    const at::Tensor frames = random({9, 3, 8, 16});
    WanVaeEncoder::State state;
    CHECK(encoder(frames.narrow(0, 0, 7), state).size(0) == 2);
    CHECK(encoder(frames.narrow(0, 7, 1), state).sizes() == at::IntArrayRef({0, 3, 1, 2}));
    CHECK(encoder(frames.narrow(0, 8, 1), state).size(0) == 1);
}

TEST_CASE("WanVae: a way around its levels, and patches, leave a stream what it is",
          "[models][vae]")
{
    RandomTensors random(69);
    RandomWeights weights(69);
    const WanVaeDecoder decoder(weights, smallVaeWithShortcuts());
    const WanVaeEncoder encoder(weights, smallVaeWithShortcuts());
    WanVaeDecoder::State state;
    CHECK(decoder(random({1, 3, 3, 5}), state).sizes() == at::IntArrayRef({1, 3, 48, 80}));
    const WanVaeDecoder::State copy = state;
    const at::Tensor latent = random({1, 3, 3, 5});
    const at::Tensor frames = decoder(latent, state);
    CHECK(frames.sizes() == at::IntArrayRef({4, 3, 48, 80}));
    WanVaeDecoder::State other = copy; // and what went on did not change it
    CHECK(at::equal(decoder(latent, other), frames));
    WanVaeEncoder::State encoderState;
    CHECK(encoder(frames, encoderState).sizes() == at::IntArrayRef({1, 3, 3, 5}));
    CHECK(encoder(frames.narrow(0, 0, 1), encoderState).sizes() == at::IntArrayRef({1, 3, 3, 5}));
    CHECK(errorOf([&] {
              encoder(at::zeros({1, 3, 8, 16}), encoderState);
          }).names("multiples of 16"));
}

TEST_CASE("WanVaeDecoder: a copied state goes on as another stream", "[models][vae]")
{
    RandomTensors random(64);
    RandomWeights weights(64);
    const WanVaeDecoder decoder(weights, smallVae());
    const at::Tensor latents = random({4, 3, 2, 3});
    const auto at = [&](std::int64_t i) { return latents.narrow(0, i, 1); };
    WanVaeDecoder::State state;
    decoder(latents.narrow(0, 0, 2), state);
    WanVaeDecoder::State copy = state;
    decoder(at(3), copy);
    const at::Tensor frames = decoder(at(2), state);
    WanVaeDecoder::State straight;
    CHECK(at::equal(decoder(latents.narrow(0, 0, 3), straight).narrow(0, 5, 4), frames));
}

TEST_CASE("WanVae: half precision follows fp32, black pixels included", "[models][vae]")
{
    const at::ScalarType type = GENERATE(at::kBFloat16, at::kHalf);
    RandomTensors random(65);
    RandomWeights weights(65);
    RandomWeights halfWeights(65, type);
    const WanVaeDecoder decoder(weights, smallVae(8));
    const WanVaeDecoder half(halfWeights, smallVae(8));
    const at::Tensor latents = random({2, 3, 3, 4}, 0.3);
    WanVaeDecoder::State state;
    WanVaeDecoder::State halfState;
    const at::Tensor expected = decoder(latents, state);
    const at::Tensor frames = half(latents, halfState);
    CHECK(frames.scalar_type() == at::kFloat);
    CHECK((frames - expected).square().mean().sqrt().item<double>() < 0.03);
    CHECK(halfState.bytes() * 2 == state.bytes());
}

TEST_CASE("WanVae: pixels whose channels are all zero stay finite in every type", "[models][vae]")
{
    struct NoBias final : WeightReader {
        explicit NoBias(at::ScalarType type)
            : source(66, type)
        {
        }
        at::Tensor require(const std::string& name, at::IntArrayRef shape) override
        {
            const at::Tensor weight = source.require(name, shape);
            return name.ends_with(".bias") ? at::zeros_like(weight) : weight;
        }
        RandomWeights source;
    };
    const at::ScalarType type = GENERATE(at::kFloat, at::kBFloat16, at::kHalf);
    NoBias weights(type);
    const WanVaeEncoder encoder(weights, smallVae());
    WanVaeEncoder::State state;
    CHECK(encoder(at::zeros({5, 3, 8, 8}), state).isfinite().all().item<bool>());
}

TEST_CASE("WanVae: another shape is refused and named", "[models][vae]")
{
    RandomWeights weights(67);
    const WanVaeDecoder decoder(weights, smallVae());
    const WanVaeEncoder encoder(weights, smallVae());
    const auto decode = [&](at::IntArrayRef shape) {
        WanVaeDecoder::State state;
        return errorOf([&] { decoder(at::zeros(shape), state); });
    };
    const auto encode = [&](at::IntArrayRef shape) {
        WanVaeEncoder::State state;
        return errorOf([&] { encoder(at::zeros(shape), state); });
    };
    CHECK(decode({1, 4, 2, 2}).names("[1, 4, 2, 2]"));
    CHECK(decode({1, 4, 2, 2}).code == ErrorCode::BadShape);
    CHECK(decode({3, 2, 2}).code == ErrorCode::BadShape);
    CHECK(decode({0, 3, 2, 2}).code == ErrorCode::BadShape);
    CHECK(decode({1, 3, 0, 2}).code == ErrorCode::BadShape);
    CHECK_FALSE(decode({1, 3, 1, 1}).code);
    CHECK(encode({1, 3, 8, 12}).names("multiples of 8"));
    CHECK(encode({1, 3, 8, 12}).code == ErrorCode::BadShape);
    CHECK(encode({1, 4, 8, 8}).code == ErrorCode::BadShape);
    CHECK(encode({3, 8, 8}).code == ErrorCode::BadShape);
    CHECK_FALSE(encode({1, 3, 8, 8}).code);

    WanVaeDecoder::State state;
    decoder(at::zeros({1, 3, 2, 2}), state);
    const CaughtError other = errorOf([&] { decoder(at::zeros({1, 3, 2, 3}), state); });
    CHECK(other.code == ErrorCode::BadShape);
    CHECK(other.names("new stream"));
}

TEST_CASE("WanVae: asks for the tensors of the published file", "[models][vae]")
{
    const WanVaeConfig config = [] {
        auto json = publishedVaeJson();
        json["z_dim"] = 16;
        json["mean"] = std::vector<double>(16, 0.0);
        json["std"] = std::vector<double>(16, 1.0);
        json["dim"] = 6; // as many tensors as with 96
        return readWanVaeConfig(json, "test");
    }();
    RandomWeights weights(68);
    const WanVaeDecoder decoder(weights, config);
    const WanVaeEncoder encoder(weights, config);
    CHECK(weights.given().size() == 194);
    CHECK(weights["decoder.upsamples.3.time_conv.weight"].sizes() ==
          at::IntArrayRef({48, 24, 3, 1, 1}));
    CHECK(weights["decoder.upsamples.11.resample.1.weight"].sizes() ==
          at::IntArrayRef({6, 12, 3, 3}));
    CHECK(weights["encoder.downsamples.3.shortcut.weight"].sizes() ==
          at::IntArrayRef({12, 6, 1, 1, 1}));
    CHECK(weights["decoder.middle.1.norm.gamma"].sizes() == at::IntArrayRef({24, 1, 1}));
}

TEST_CASE("WanVaeConfig: the published sizes are read, wrong ones are named", "[models][vae]")
{
    const WanVaeConfig config = readWanVaeConfig(publishedVaeJson(), "vae.json");
    CHECK(config.width(3) == 384);
    CHECK(config.spatialFactor() == 8);
    CHECK(config.temporalFactor() == 4);
    CHECK(config.mean == std::vector<double>{0.5, -1});

    const auto refused = [](const char* key, const nlohmann::json& value) {
        auto json = publishedVaeJson();
        json[key] = value;
        const CaughtError error = errorOf([&] { readWanVaeConfig(json, "vae.json"); });
        return error.code == ErrorCode::BadConfig && error.names("vae.json") && error.names(key);
    };
    CHECK(refused("dim", 0));
    CHECK(refused("dim", 1 << 20));
    CHECK(refused("dim", "wide"));
    CHECK(refused("dim_mult", nlohmann::json::array()));
    CHECK(refused("dim_mult", {1, 2, 4, -4}));
    CHECK(refused("temperal_downsample", {true, true}));
    CHECK(refused("num_res_blocks", 0));
    CHECK(refused("z_dim", 0));
    CHECK(refused("mean", {1}));
    CHECK(refused("std", {1, 0}));
    CHECK(refused("attn_scales", {1.0}));
    CHECK(refused("patch_size", 0));
    CHECK(refused("patch_size", 17));
    CHECK(refused("dec_dim", -1));
    CHECK(refused("dec_dim", 1 << 20));
    CHECK(refused("is_residual", "yes"));

    auto around = publishedVaeJson();
    around["is_residual"] = true;
    around["dec_dim"] = 256;
    around["dim"] = 160;
    around["patch_size"] = 2;
    const WanVaeConfig wide = readWanVaeConfig(around, "vae.json");
    CHECK(wide.spatialFactor() == 16);
    CHECK(wide.width(3) == 640);
    CHECK(wide.decoderWidth(3) == 1024);
    CHECK(wide.pictureChannels() == 12);
    around["dim_mult"] = {
        1, 3, 4, 4}; // what comes around to 480 channels are 8 of 160: no whole number of each
    CHECK(errorOf([&] {
              readWanVaeConfig(around, "vae.json");
          }).names("around level 1 of the encoder"));

    auto missing = publishedVaeJson();
    missing.erase("std");
    CHECK(errorOf([&] { readWanVaeConfig(missing, "vae.json"); }).names("std"));
    auto more = publishedVaeJson();
    more["z_dim"] = 3;
    CHECK(errorOf([&] { readWanVaeConfig(more, "vae.json"); }).names("'mean' has 2 entries"));
    auto odd = publishedVaeJson();
    odd["dim"] = 5;
    odd["dim_mult"] = {1, 1, 2, 2};
    CHECK(errorOf([&] { readWanVaeConfig(odd, "vae.json"); }).names("odd width 5"));
}
