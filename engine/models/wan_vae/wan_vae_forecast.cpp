#include "engine/models/wan_vae/wan_vae_forecast.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae_steps.h"

#include <algorithm>

namespace imprint::engine {
namespace {

using Kind = WanVaeStepKind;

constexpr std::int64_t kRemembered = 2; // frames before this one that a layer of three taps needs

/// Channels that the layers of a step remember, at the size of its input.
std::int64_t rememberedChannels(const WanVaeStep& step)
{
    switch (step.kind) {
    case Kind::Convolution:
    case Kind::Head:
    case Kind::TimeUp:
    case Kind::TimeDown: return step.in;
    case Kind::Residual: return step.in + step.out;
    case Kind::Attention:
    case Kind::SpaceUp:
    case Kind::SpaceDown: return 0;
    }
    IMPRINT_ASSERT(false, "step ", step.scope);
}

/// Channels that are alive at a step's worst moment, at the size of its input: the input, what is made of it, and the
/// convolution of a tap before it is added to those of the others.
std::int64_t aliveChannels(const WanVaeStep& step)
{
    const std::int64_t in = step.in;
    const std::int64_t out = step.out;
    switch (step.kind) {
    case Kind::Convolution: return in + 2 * out;
    case Kind::Head: return std::max(2 * in, in + 2 * out);
    case Kind::Residual: return std::max(2 * in + 2 * out, in + 3 * out);
    case Kind::Attention: return 6 * in; // input, query, key, value, mixed values, their projection
    case Kind::TimeUp: return 5 * in;    // input, both frames as one tensor, twice or as two
    case Kind::TimeDown: return in + 2 * out;
    case Kind::SpaceUp: return in + 5 * out; // four times as many pixels, and one of four phases
    case Kind::SpaceDown: return 2 * in;
    }
    IMPRINT_ASSERT(false, "step ", step.scope);
}

/// frameValues: colours of all frames that a call with one latent takes or gives.
FrameLineForecast forecast(const std::vector<WanVaeStep>& steps, LatentSize latent,
                           at::ScalarType type, std::int64_t frameValues)
{
    const std::int64_t area = latent.rows * latent.columns;
    std::int64_t remembered = 0;
    std::int64_t waiting = 0; // frames that were made together with the one at work
    std::int64_t peak = 0;
    for (const WanVaeStep& step : steps) {
        const std::int64_t pixels = area * step.scale * step.scale;
        remembered += kRemembered * pixels * rememberedChannels(step);
        peak = std::max(peak, waiting + pixels * aliveChannels(step));
        if (step.kind == Kind::TimeUp)
            waiting += pixels * step.out;
    }
    return forecastOfValues({.remembered = remembered, .alive = peak, .given = frameValues}, type);
}

std::int64_t frameValues(const WanVaeConfig& config, LatentSize latent)
{
    const std::int64_t pixels =
        latent.rows * latent.columns * config.spatialFactor() * config.spatialFactor();
    return config.temporalFactor() * kColours * pixels;
}

} // namespace

FrameLineForecast forecastWanVaeDecoder(const WanVaeConfig& config, LatentSize latent,
                                        at::ScalarType type)
{
    return forecast(wanVaeDecoderSteps(config), latent, type, frameValues(config, latent));
}

FrameLineForecast forecastWanVaeEncoder(const WanVaeConfig& config, LatentSize latent,
                                        at::ScalarType type)
{
    // The frames are the caller's; one of them at a time is copied.
    return forecast(wanVaeEncoderSteps(config), latent, type, 0);
}

} // namespace imprint::engine
