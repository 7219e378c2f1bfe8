#include "tests/support/torch_test.h"

#include "engine/models/wan_vae/wan_vae_forecast.h"
#include "engine/nn/bf16_support.h"
#include "tests/models/small_vae.h"
#include "tests/support/torch_memory.h"

#include <c10/core/InferenceMode.h>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

WanVaeConfig publishedVae()
{
    WanVaeConfig config = smallVae(96, 16);
    config.residualBlocks = 2;
    return config;
}

/// The convolutions' own memory is a few percent of frames as small as these, and a tenth where a processor has tiles (AMX).
bool isNearly(std::int64_t held, std::int64_t forecast)
{
    return static_cast<double>(held) < 1.12 * static_cast<double>(forecast) &&
           static_cast<double>(held) > 0.85 * static_cast<double>(forecast);
}

constexpr double kGiB = 1024.0 * 1024 * 1024;

} // namespace

TEST_CASE("WanVaeForecast: the states of the published VAE are the specified ones", "[models][vae]")
{
    const LatentSize size{.rows = 60, .columns = 104};
    const auto decoder = forecastWanVaeDecoder(publishedVae(), size, at::kHalf);
    // specs/wan-causal.md 6.3: 944.3 M values in 32 slots of two frames.
    const std::int64_t area = 60 * 104;
    const std::int64_t values =
        2 * area * (16 + 11 * 384 + 4 * (192 + 6 * 384) + 16 * 6 * 192 + 64 * 7 * 96);
    CHECK(decoder.stateBytes == 2 * values);
    CHECK(static_cast<double>(values) == Approx(944.3e6).epsilon(1e-4));
    CHECK(static_cast<double>(decoder.stateBytes) / kGiB == Approx(1.76).margin(0.005));
    CHECK(static_cast<double>(decoder.transientBytes) / kGiB < 0.5);
    const auto encoder = forecastWanVaeEncoder(publishedVae(), size, at::kHalf);
    CHECK(static_cast<double>(encoder.stateBytes) / kGiB == Approx(1.04).margin(0.02));
}

TEST_CASE("WanVaeForecast: a running stream remembers what was forecast, to the byte",
          "[models][vae]")
{
    RandomTensors random(70);
    for (std::uint64_t trial = 0; trial < 10; ++trial) {
        const WanVaeConfig config = trial == 0  ? smallVae()
                                    : trial < 6 ? randomVae(random)
                                                : randomVaeWithShortcuts(random);
        const at::ScalarType type = trial % 2 == 0 ? at::kFloat : at::kBFloat16;
        RandomWeights weights(trial, type);
        const WanVaeDecoder decoder(weights, config);
        const WanVaeEncoder encoder(weights, config);
        const LatentSize size{.rows = random.between(1, 4), .columns = random.between(1, 4)};
        const auto decoded = forecastWanVaeDecoder(config, size, type);
        const auto encoded = forecastWanVaeEncoder(config, size, type);

        WanVaeDecoder::State state;
        WanVaeEncoder::State encoderState;
        for (int latent = 0; latent < 5; ++latent) {
            const auto frames =
                decoder(random({1, config.latentChannels, size.rows, size.columns}), state);
            encoder(frames, encoderState);
            CHECK(state.bytes() <= decoded.stateBytes);
            CHECK(encoderState.bytes() <= encoded.stateBytes);
            if (latent >= 2) {
                CHECK(state.bytes() == decoded.stateBytes);
                CHECK(encoderState.bytes() == encoded.stateBytes);
            }
        }
    }
}

TEST_CASE("WanVaeForecast: a call holds about as much as was forecast", "[models][vae]")
{
    const c10::InferenceMode guard;
    const at::ScalarType type = GENERATE(at::kFloat, at::kBFloat16);
    if (type == at::kBFloat16 && !processorMultipliesBf16())
        return; // converted copies come on top, as the processor's library wishes
    RandomTensors random(71);
    RandomWeights weights(71, type);
    const WanVaeConfig config = GENERATE(smallVae(16, 4), smallVaeWithShortcuts(16, 4));
    const WanVaeDecoder decoder(weights, config);
    const WanVaeEncoder encoder(weights, config);
    const LatentSize size{.rows = 12, .columns = 10};
    const at::Tensor latents = random({4, 4, size.rows, size.columns}, 0.5);
    const auto latent = [&](std::int64_t i) { return latents.narrow(0, i, 1).clone(); };

    const auto decoded = forecastWanVaeDecoder(config, size, type);
    const auto encoded = forecastWanVaeEncoder(config, size, type);
    TorchMemory memory;
    WanVaeDecoder::State state;
    WanVaeEncoder::State encoderState;
    at::Tensor frames;
    for (std::int64_t i = 0; i < 4; ++i) {
        frames.reset();
        const at::Tensor given = latent(i);
        const std::int64_t before = memory.bytes();
        memory.resetPeak();
        frames = decoder(given, state);
        const std::int64_t held = memory.peak() - before;
        INFO("latent " << i << ": held " << held << ", forecast " << decoded.transientBytes);
        CHECK(held <= decoded.transientBytes + decoded.stateBytes);
        if (i == 3) {
            CHECK(isNearly(held, decoded.transientBytes));
        }
        const std::int64_t beforeEncoding = memory.bytes();
        memory.resetPeak();
        encoder(frames, encoderState);
        const std::int64_t heldEncoding = memory.peak() - beforeEncoding;
        INFO("encoding: held " << heldEncoding << ", forecast " << encoded.transientBytes);
        if (i == 3) {
            CHECK(isNearly(heldEncoding, encoded.transientBytes));
        }
    }
}
