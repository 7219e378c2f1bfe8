#include "engine/models/wan_vae/wan_vae_steps.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

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

    /// What addInner() adds becomes the inside of one step.
    template <class AddInner>
    void addLevel(Kind kind, const std::string& scope, const AddInner& addInner)
    {
        WanVaeStep level{kind, concat(m_half, ".", scope), m_width, 0, m_scale};
        std::vector<WanVaeStep> before = std::exchange(m_steps, {});
        addInner();
        level.out = m_width;
        level.inner = std::exchange(m_steps, std::move(before));
        m_steps.push_back(std::move(level));
    }

    std::int64_t width() const { return m_width; }
    std::vector<WanVaeStep> take() { return std::move(m_steps); }

private:
    std::string m_half;
    std::int64_t m_width;
    std::int64_t m_scale;
    std::vector<WanVaeStep> m_steps;
};

/// How the file numbers the layers of the levels: all of them in a row, or in each level anew.
class LayerNames {
public:
    LayerNames(std::string list, bool byLevel)
        : m_list(std::move(list))
        , m_byLevel(byLevel)
    {
    }

    /// The next of the levels, in the order of the file.
    std::string beginLevel()
    {
        m_level = concat(m_list, ".", m_levels++);
        if (m_byLevel)
            m_layers = 0;
        return m_level;
    }

    std::string next()
    {
        return concat(m_byLevel ? concat(m_level, ".", m_list) : m_list, ".", m_layers++);
    }

private:
    std::string m_list;
    bool m_byLevel;
    std::string m_level;
    int m_levels = 0;
    int m_layers = 0;
};

void addDecoderLevel(const WanVaeConfig& config, std::size_t level, LayerNames& names,
                     StepWriter& steps)
{
    // One residual block more than in the encoder.
    for (std::int64_t block = 0; block <= config.residualBlocks; ++block)
        steps.add(Kind::Residual, names.next(), config.decoderWidth(level));
    if (level == 0)
        return;
    const std::string scope = names.next();
    if (config.temporalDownsample[level - 1])
        steps.add(Kind::TimeUp, scope + ".time_conv", steps.width());
    steps.add(Kind::SpaceUp, scope + ".resample.1",
              config.shortcuts ? steps.width() : steps.width() / 2);
}

void addEncoderLevel(const WanVaeConfig& config, std::size_t level, LayerNames& names,
                     StepWriter& steps)
{
    for (std::int64_t block = 0; block < config.residualBlocks; ++block)
        steps.add(Kind::Residual, names.next(), config.width(level));
    if (level + 1 == config.dimMultipliers.size())
        return;
    const std::string scope = names.next();
    steps.add(Kind::SpaceDown, scope + ".resample.1", steps.width());
    if (config.temporalDownsample[level])
        steps.add(Kind::TimeDown, scope + ".time_conv", steps.width());
}

} // namespace

bool WanVaeStep::has(WanVaeStepKind wanted) const
{
    return std::ranges::any_of(inner, [&](const WanVaeStep& step) { return step.kind == wanted; });
}

std::vector<WanVaeStep> wanVaeDecoderSteps(const WanVaeConfig& config)
{
    const std::size_t levels = config.dimMultipliers.size();
    StepWriter steps("decoder", config.latentChannels, 1);
    steps.add(Kind::Convolution, "conv1", config.decoderWidth(levels - 1));
    steps.addMiddle();
    LayerNames names("upsamples", config.shortcuts);
    for (std::size_t level = levels; level-- > 0;) {
        const std::string scope = names.beginLevel();
        const auto addLayers = [&] { addDecoderLevel(config, level, names, steps); };
        if (config.shortcuts && level > 0) // the last one changes neither time nor space
            steps.addLevel(Kind::LevelUp, scope, addLayers);
        else
            addLayers();
    }
    steps.add(Kind::Head, "head", config.pictureChannels());
    return steps.take();
}

std::vector<WanVaeStep> wanVaeEncoderSteps(const WanVaeConfig& config)
{
    const std::size_t levels = config.dimMultipliers.size();
    StepWriter steps("encoder", config.pictureChannels(), config.spatialFactor() / config.patch);
    steps.add(Kind::Convolution, "conv1", config.dim);
    LayerNames names("downsamples", config.shortcuts);
    for (std::size_t level = 0; level < levels; ++level) {
        const std::string scope = names.beginLevel();
        const auto addLayers = [&] { addEncoderLevel(config, level, names, steps); };
        if (config.shortcuts)
            steps.addLevel(Kind::LevelDown, scope, addLayers);
        else
            addLayers();
    }
    steps.addMiddle();
    steps.add(Kind::Head, "head", 2 * config.latentChannels);
    return steps.take();
}

} // namespace imprint::engine
