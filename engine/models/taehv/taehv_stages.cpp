#include "engine/models/taehv/taehv_stages.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/nn/conv2d.h"
#include "engine/nn/upsampling_conv2d.h"

#include <optional>

namespace imprint::engine {
namespace {

using Frames = std::vector<at::Tensor>;

constexpr double kLatentLimit = 3; // latents are bent softly to ±3
constexpr int kBlocksPerLevel = 3;
constexpr int kLayersPerLevel = 6; // the blocks and three more, by which the file counts

at::Tensor channelsLast(const at::Tensor& x)
{
    return x.contiguous(at::MemoryFormat::ChannelsLast);
}

class FirstDecoderStage final : public FrameStage {
public:
    FirstDecoderStage(WeightReader& weights, const TaehvConfig& config)
        : m_conv(weights, "decoder.1", config.latentChannels, config.widths[0], 3)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        x = channelsLast(x.to(m_conv.weight().scalar_type()));
        x = at::div(x, kLatentLimit).tanh_().mul_(kLatentLimit);
        return {m_conv(x).relu_()};
    }

private:
    Conv2d m_conv;
};

class LastDecoderStage final : public FrameStage {
public:
    LastDecoderStage(WeightReader& weights, const TaehvConfig& config)
        : m_conv(weights, "decoder.22", config.widths.back(),
                 kColours * config.patch * config.patch, 3)
        , m_patch(config.patch)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        return {at::pixel_shuffle(m_conv(at::relu(x)), m_patch)};
    }

private:
    Conv2d m_conv;
    std::int64_t m_patch;
};

class FirstEncoderStage final : public FrameStage {
public:
    FirstEncoderStage(WeightReader& weights, const TaehvConfig& config)
        : m_conv(weights, "encoder.0", kColours * config.patch * config.patch, config.encoderWidth,
                 3)
        , m_patch(config.patch)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        x = at::pixel_unshuffle(x.to(m_conv.weight().scalar_type()), m_patch);
        return {m_conv(channelsLast(x)).relu_()};
    }

private:
    Conv2d m_conv;
    std::int64_t m_patch;
};

class ConvolutionStage final : public FrameStage {
public:
    explicit ConvolutionStage(Conv2d conv)
        : m_conv(std::move(conv))
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override { return {m_conv(x)}; }

private:
    Conv2d m_conv;
};

class EnlargingStage final : public FrameStage {
public:
    EnlargingStage(WeightReader& weights, const std::string& scope, std::int64_t in,
                   std::int64_t out)
        : m_conv(weights, scope, in, out, Bias::No)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override { return {m_conv(x)}; }

private:
    UpsamplingConv2d m_conv;
};

/// Three convolutions with a way around them; the first also sees the frame that came in before ("MemBlock").
class MemoryStage final : public FrameStage {
public:
    MemoryStage(WeightReader& weights, const std::string& scope, std::int64_t width)
        : m_conv2(weights, scope + ".conv.2", width, width, 3)
        , m_conv4(weights, scope + ".conv.4", width, width, 3)
    {
        const at::Tensor weight =
            weights.require(scope + ".conv.0.weight", {width, 2 * width, 3, 3});
        m_present = weight.narrow(1, 0, width).clone(at::MemoryFormat::ChannelsLast);
        m_past = weight.narrow(1, width, width).clone(at::MemoryFormat::ChannelsLast);
        m_bias = weights.require(scope + ".conv.0.bias", {width});
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        FrameHistory& history = memory.history(0);
        at::Tensor y = at::conv2d(x, m_present, m_bias, 1, 1);
        if (!history.empty())
            y.add_(at::conv2d(history.front(), m_past, {}, 1, 1));
        history.assign(1, x);
        y = m_conv2(y.relu_()).relu_();
        return {m_conv4(y).add_(x).relu_()};
    }

private:
    at::Tensor m_present; // [width, width, 3, 3]: what meets this frame
    at::Tensor m_past;    // likewise: the one before
    at::Tensor m_bias;
    Conv2d m_conv2;
    Conv2d m_conv4;
};

/// A frame becomes one or two by a 1×1 convolution; the first channels are the earlier frame ("TGrow"). The file has it
/// behind the enlarging, which gives the same values four times.
class TimeUpStage final : public FrameStage {
public:
    TimeUpStage(WeightReader& weights, const std::string& scope, std::int64_t width, bool doubles)
        : m_frames(doubles ? 2 : 1)
        , m_weight(channelsLast(
              weights.requireLastRows(scope + ".conv.weight", {m_frames * width, width, 1, 1})))
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        Frames frames;
        for (const at::Tensor& part : at::conv2d(x, m_weight).chunk(m_frames, 1))
            frames.push_back(channelsLast(part));
        return frames;
    }

private:
    std::int64_t m_frames;
    at::Tensor m_weight; // [frames · width, width, 1, 1]
};

/// One or two frames become one by a 1×1 convolution of their channels, the earlier frame's first ("TPool").
class TimeDownStage final : public FrameStage {
public:
    TimeDownStage(WeightReader& weights, const std::string& scope, std::int64_t width, bool halves)
    {
        const std::int64_t frames = halves ? 2 : 1;
        const at::Tensor weight =
            weights.require(scope + ".conv.weight", {width, frames * width, 1, 1});
        for (const at::Tensor& part : weight.chunk(frames, 1))
            m_parts.push_back(part.clone(at::MemoryFormat::ChannelsLast));
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        FrameHistory& waiting = memory.history(0);
        if (waiting.size() + 1 < m_parts.size()) {
            waiting.push_back(x);
            return {};
        }
        at::Tensor y = at::conv2d(x, m_parts.back());
        for (std::size_t i = 0; i < waiting.size(); ++i)
            y.add_(at::conv2d(waiting[i], m_parts[i]));
        waiting.clear();
        return {y};
    }

private:
    std::vector<at::Tensor> m_parts; // [width, width, 1, 1] of each frame
};

class StageList {
public:
    template <class Stage, class... Arguments>
    void add(Arguments&&... arguments)
    {
        m_stages.push_back(std::make_unique<Stage>(std::forward<Arguments>(arguments)...));
    }

    /// The memory blocks of a level; returns the file's index behind them.
    int addBlocks(WeightReader& weights, const std::string& half, int index, std::int64_t width)
    {
        for (int block = 0; block < kBlocksPerLevel; ++block)
            add<MemoryStage>(weights, concat(half, ".", index++), width);
        return index;
    }

    FrameLine line() { return FrameLine(std::move(m_stages)); }

private:
    std::vector<std::unique_ptr<const FrameStage>> m_stages;
};

} // namespace

FrameLine makeTaehvDecoderLine(WeightReader& weights, const TaehvConfig& config)
{
    StageList stages;
    stages.add<FirstDecoderStage>(weights, config);
    for (std::size_t level = 0; level < TaehvConfig::kLevels; ++level) {
        const std::int64_t in = config.widths[level];
        const std::int64_t out = config.widths[level + 1];
        const int first = 3 + kLayersPerLevel * static_cast<int>(level);
        const int behind = stages.addBlocks(weights, "decoder", first, in);
        stages.add<TimeUpStage>(weights, concat("decoder.", behind + 1), in, config.timeUp[level]);
        const std::string scope = concat("decoder.", behind + 2);
        if (config.spaceUp[level])
            stages.add<EnlargingStage>(weights, scope, in, out);
        else
            stages.add<ConvolutionStage>(Conv2d(weights, scope, in, out, 3, 1, Bias::No));
    }
    stages.add<LastDecoderStage>(weights, config);
    return stages.line();
}

FrameLine makeTaehvEncoderLine(WeightReader& weights, const TaehvConfig& config)
{
    StageList stages;
    const std::int64_t width = config.encoderWidth;
    stages.add<FirstEncoderStage>(weights, config);
    int index = 2;
    for (std::size_t level = 0; level < TaehvConfig::kLevels; ++level) {
        const std::string pool = concat("encoder.", index);
        const std::string scope = concat("encoder.", index + 1);
        stages.add<TimeDownStage>(weights, pool, width, config.timeDown[level]);
        stages.add<ConvolutionStage>(Conv2d(weights, scope, width, width, 3, 2, Bias::No));
        index = stages.addBlocks(weights, "encoder", index + 2, width);
    }
    stages.add<ConvolutionStage>(
        Conv2d(weights, concat("encoder.", index), width, config.latentChannels, 3));
    return stages.line();
}

} // namespace imprint::engine
