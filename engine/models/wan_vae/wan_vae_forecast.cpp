#include "engine/models/wan_vae/wan_vae_forecast.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae_steps.h"

#include <algorithm>

namespace imprint::engine {
namespace {

using Kind = WanVaeStepKind;

constexpr std::int64_t kRemembered = 2; // frames before this one that a layer of three taps needs

constexpr std::int64_t kCorners = 4; // pixels of the larger size for one of the smaller

/// Channels that the layers of a step remember of two frames, at the size of its input.
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
    case Kind::SpaceDown:
    case Kind::LevelUp:
    case Kind::LevelDown: return 0;
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
    case Kind::LevelUp:
    case Kind::LevelDown: return 0; // less than the steps inside
    }
    IMPRINT_ASSERT(false, "step ", step.scope);
}

/// Goes through the steps as a frame does, and counts.
class StepTally {
public:
    explicit StepTally(LatentSize latent)
        : m_area(latent.rows * latent.columns)
    {
    }

    void add(const std::vector<WanVaeStep>& steps)
    {
        for (const WanVaeStep& step : steps)
            step.inner.empty() ? addStep(step) : addLevel(step);
    }

    std::int64_t remembered() const { return m_remembered; }
    std::int64_t peak() const { return m_peak; }

private:
    std::int64_t pixelsOf(const WanVaeStep& step) const { return m_area * step.scale * step.scale; }

    void addStep(const WanVaeStep& step)
    {
        const std::int64_t pixels = pixelsOf(step);
        m_remembered += kRemembered * pixels * rememberedChannels(step);
        m_peak = std::max(m_peak, m_waiting + pixels * aliveChannels(step));
        if (step.kind == Kind::TimeUp)
            m_waiting += pixels * step.out;
    }

    void addLevel(const WanVaeStep& level)
    {
        const std::int64_t before = m_waiting;
        const std::int64_t pixels = pixelsOf(level);
        const bool doubles = level.has(Kind::TimeUp);
        const bool goesUp = level.kind == Kind::LevelUp;
        const std::int64_t around =
            pixels / (level.has(Kind::SpaceDown) ? kCorners : 1) * level.out;
        if (!goesUp) // is made first
            m_waiting += around;
        // On the way up what came in waits behind the first step, and a frame that is through, for the other one.
        for (std::size_t i = 0; i < level.inner.size(); ++i) {
            if (i == 1 && goesUp)
                m_waiting += pixels * level.in;
            if (doubles && level.inner[i].kind == Kind::SpaceUp)
                m_waiting += pixels * (kCorners - 1) * level.out;
            addStep(level.inner[i]);
        }
        if (level.has(Kind::TimeDown)) // the earlier frame's share of the means
            m_remembered += around;
        m_waiting = before + (doubles ? pixels * kCorners * level.out : 0);
    }

    std::int64_t m_area;
    std::int64_t m_remembered = 0;
    std::int64_t m_waiting = 0; // frames that were made together with the one at work
    std::int64_t m_peak = 0;
};

/// frameValues: colours of all frames that a call with one latent takes or gives.
FrameLineForecast forecast(const std::vector<WanVaeStep>& steps, LatentSize latent,
                           at::ScalarType type, std::int64_t frameValues)
{
    StepTally tally(latent);
    tally.add(steps);
    return forecastOfValues(
        {.remembered = tally.remembered(), .alive = tally.peak(), .given = frameValues}, type);
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
