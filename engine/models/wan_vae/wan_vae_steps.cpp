#include "engine/models/wan_vae/wan_vae_steps.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"

namespace imprint::engine {
namespace {

using Kind = WanVaeStepKind;

/// Writes steps down one behind the other; knows the width and the size that have been reached.
class StepWriter {
public:
    StepWriter(std::string half, std::int64_t width, std::int64_t scale)
        : m_half(std::move(half))
        , m_width(width)
        , m_scale(scale)
    {
    }

    void add(Kind kind, const std::string& scope, std::int64_t out)
    {
        m_steps.push_back({kind, concat(m_half, ".", scope), m_width, out, m_scale});
        m_width = out;
        if (kind == Kind::SpaceUp)
            m_scale *= 2;
        if (kind == Kind::SpaceDown)
            m_scale /= 2;
    }

    void addMiddle()
    {
        add(Kind::Residual, "middle.0", m_width);
        add(Kind::Attention, "middle.1", m_width);
        add(Kind::Residual, "middle.2", m_width);
    }

    std::int64_t width() const { return m_width; }
    std::vector<WanVaeStep> take() { return std::move(m_steps); }

private:
    std::string m_half;
    std::int64_t m_width;
    std::int64_t m_scale;
    std::vector<WanVaeStep> m_steps;
};

} // namespace

std::vector<WanVaeStep> wanVaeDecoderSteps(const WanVaeConfig& config)
{
    const std::size_t levels = config.dimMultipliers.size();
    StepWriter steps("decoder", config.latentChannels, 1);
    steps.add(Kind::Convolution, "conv1", config.width(levels - 1));
    steps.addMiddle();
    int index = 0;
    for (std::size_t level = levels; level-- > 0;) {
        // One residual block more than in the encoder.
        for (std::int64_t block = 0; block <= config.residualBlocks; ++block)
            steps.add(Kind::Residual, concat("upsamples.", index++), config.width(level));
        if (level == 0)
            break;
        const std::string scope = concat("upsamples.", index++);
        if (config.temporalDownsample[level - 1])
            steps.add(Kind::TimeUp, scope + ".time_conv", steps.width());
        steps.add(Kind::SpaceUp, scope + ".resample.1", steps.width() / 2);
    }
    steps.add(Kind::Head, "head", kColours);
    return steps.take();
}

std::vector<WanVaeStep> wanVaeEncoderSteps(const WanVaeConfig& config)
{
    const std::size_t levels = config.dimMultipliers.size();
    StepWriter steps("encoder", kColours, config.spatialFactor());
    steps.add(Kind::Convolution, "conv1", config.dim);
    int index = 0;
    for (std::size_t level = 0; level < levels; ++level) {
        for (std::int64_t block = 0; block < config.residualBlocks; ++block)
            steps.add(Kind::Residual, concat("downsamples.", index++), config.width(level));
        if (level + 1 == levels)
            break;
        const std::string scope = concat("downsamples.", index++);
        steps.add(Kind::SpaceDown, scope + ".resample.1", steps.width());
        if (config.temporalDownsample[level])
            steps.add(Kind::TimeDown, scope + ".time_conv", steps.width());
    }
    steps.addMiddle();
    steps.add(Kind::Head, "head", 2 * config.latentChannels);
    return steps.take();
}

} // namespace imprint::engine
