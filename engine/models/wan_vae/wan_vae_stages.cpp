#include "engine/models/wan_vae/wan_vae_stages.h"

#include "engine/core/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/conv2d.h"
#include "engine/nn/upsampling_conv2d.h"

#include <cmath>
#include <limits>
#include <optional>

namespace imprint::engine {
namespace {

using Frames = std::vector<at::Tensor>;

constexpr double kSmallestNorm = 1e-12;

at::Tensor channelsLast(const at::Tensor& x)
{
    return x.contiguous(at::MemoryFormat::ChannelsLast);
}

/// x / ‖x‖₂ · √C · gamma over the channels of a pixel, ‖x‖ summed in fp32.
class ChannelNorm {
public:
    /// dimensions: those that the file gives gamma behind the channels, all of size 1.
    ChannelNorm(WeightReader& weights, const std::string& scope, std::int64_t channels,
                std::size_t dimensions)
    {
        std::vector<std::int64_t> shape(1 + dimensions, 1);
        shape[0] = channels;
        m_gamma = weights.require(scope + ".gamma", shape).view({1, channels, 1, 1}) *
                  std::sqrt(static_cast<double>(channels));
    }

    /// x [B, C, H, W] -> the same, a tensor of its own.
    at::Tensor operator()(const at::Tensor& x) const
    {
        // 1e-12 is 0 in fp16, where a black pixel would become NaN.
        const double floor = x.scalar_type() == at::kHalf
                                 ? double{std::numeric_limits<at::Half>::min()}
                                 : kSmallestNorm;
        const at::Tensor norm =
            at::linalg_vector_norm(x, 2, {1}, true, at::kFloat).clamp_min_(floor);
        return at::div(x, norm.to(x.scalar_type())).mul_(m_gamma);
    }

    /// silu of that.
    at::Tensor activated(const at::Tensor& x) const
    {
        at::Tensor y = (*this)(x);
        return at::silu_(y);
    }

private:
    at::Tensor m_gamma; // [1, C, 1, 1], times √C
};

class ConvolutionStage final : public FrameStage {
public:
    ConvolutionStage(WeightReader& weights, const WanVaeStep& step)
        : m_conv(weights, step.scope, {.in = step.in, .out = step.out})
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        return {m_conv(x, memory.history(0))};
    }

private:
    CausalConv3d m_conv;
};

class HeadStage final : public FrameStage {
public:
    HeadStage(WeightReader& weights, const WanVaeStep& step)
        : m_norm(weights, step.scope + ".0", step.in, 3)
        , m_conv(weights, step.scope + ".2", {.in = step.in, .out = step.out})
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        x = m_norm.activated(x);
        return {m_conv(x, memory.history(0))};
    }

private:
    ChannelNorm m_norm;
    CausalConv3d m_conv;
};

class ResidualStage final : public FrameStage {
public:
    ResidualStage(WeightReader& weights, const WanVaeStep& step)
        : m_norm0(weights, step.scope + ".residual.0", step.in, 3)
        , m_conv2(weights, step.scope + ".residual.2", {.in = step.in, .out = step.out})
        , m_norm3(weights, step.scope + ".residual.3", step.out, 3)
        , m_conv6(weights, step.scope + ".residual.6", {.in = step.out, .out = step.out})
    {
        if (step.in != step.out)
            m_shortcut.emplace(weights, step.scope + ".shortcut",
                               CausalConv3dShape{step.in, step.out, 1, 1});
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        at::Tensor y = m_conv2(m_norm0.activated(x), memory.history(0));
        y = m_norm3.activated(y);
        y = m_conv6(y, memory.history(1));
        FrameHistory none;
        return {y.add_(m_shortcut ? (*m_shortcut)(x, none) : x)};
    }

private:
    ChannelNorm m_norm0;
    CausalConv3d m_conv2;
    ChannelNorm m_norm3;
    CausalConv3d m_conv6;
    std::optional<CausalConv3d> m_shortcut;
};

/// All pixels of a frame attend to each other, one head of the full width; nothing is remembered.
class AttentionStage final : public FrameStage {
public:
    AttentionStage(WeightReader& weights, const WanVaeStep& step)
        : m_norm(weights, step.scope + ".norm", step.in, 2)
        , m_qkv(weights, step.scope + ".to_qkv", step.in, 3 * step.in, 1)
        , m_out(weights, step.scope + ".proj", step.in, step.in, 1)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        const std::int64_t rows = x.size(2);
        const at::Tensor qkv = m_qkv(m_norm(x));                               // [B, 3C, H, W]
        const at::Tensor pixels = qkv.flatten(2).transpose(1, 2).unsqueeze(2); // [B, H·W, 1, 3C]
        const auto parts = pixels.chunk(3, 3);
        const at::Tensor mixed = attend(parts[0], parts[1], parts[2]); // [B, H·W, C]
        return {m_out(channelsLast(mixed.transpose(1, 2).unflatten(2, {rows, -1}))).add_(x)};
    }

private:
    ChannelNorm m_norm;
    Conv2d m_qkv;
    Conv2d m_out;
};

class SpaceUpStage final : public FrameStage {
public:
    SpaceUpStage(WeightReader& weights, const WanVaeStep& step)
        : m_conv(weights, step.scope, step.in, step.out)
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override { return {m_conv(x)}; }

private:
    UpsamplingConv2d m_conv;
};

/// A 3×3 convolution of stride 2, with zeros at the right and at the bottom alone.
class SpaceDownStage final : public FrameStage {
public:
    SpaceDownStage(WeightReader& weights, const WanVaeStep& step)
        : m_weight(channelsLast(weights.require(step.scope + ".weight", {step.out, step.in, 3, 3})))
        , m_bias(weights.require(step.scope + ".bias", {step.out}))
    {
    }

    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        x = at::constant_pad_nd(x, {0, 1, 0, 1});
        return {at::conv2d(x, m_weight, m_bias, 2)};
    }

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
};

/// A frame becomes two: the first half of the channels is the earlier one.
class TimeUpStage final : public FrameStage {
public:
    TimeUpStage(WeightReader& weights, const WanVaeStep& step)
        : m_conv(weights, step.scope, {.in = step.in, .out = 2 * step.in, .kernel = 1})
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        if (memory.seen == 0)
            return {x};
        const auto halves = m_conv(x, memory.history(0)).chunk(2, 1);
        return {channelsLast(halves[0]), channelsLast(halves[1])};
    }

private:
    CausalConv3d m_conv;
};

/// Every second frame, with its two predecessors, becomes one.
class TimeDownStage final : public FrameStage {
public:
    TimeDownStage(WeightReader& weights, const WanVaeStep& step)
        : m_conv(weights, step.scope, {.in = step.in, .out = step.out, .kernel = 1})
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        FrameHistory& history = memory.history(0);
        if (memory.seen > 0 && memory.seen % 2 == 0)
            return {m_conv(x, history)};
        m_conv.remember(x, history);
        return memory.seen == 0 ? Frames{x} : Frames{};
    }

private:
    CausalConv3d m_conv;
};

/// The side of a level that has more frames and pixels, of which each frame and each corner of a square of pixels count as a
/// channel, the last fastest. They are cut into runs of one length, each of which is one channel of the other side.
class ChannelRuns {
public:
    /// few: channels of the other side
    ChannelRuns(std::int64_t channels, std::int64_t frames, std::int64_t side, std::int64_t few)
        : m_frames(frames)
        , m_side(side)
        , m_length(channels * frames * side * side / few)
    {
        const at::Tensor numbers = at::arange(channels * frames * side * side)
                                       .div_(m_length, "floor")
                                       .view({channels, -1});
        for (const at::Tensor& place : numbers.unbind(1))
            m_runs.push_back(place.contiguous());
    }

    std::int64_t frames() const { return m_frames; }
    std::int64_t side() const { return m_side; }
    std::int64_t length() const { return m_length; }

    /// Calls visit(pixels, run) with each corner of the squares of x, a view, and the run of each of its channels.
    template <class Visit>
    void eachCorner(const at::Tensor& x, std::int64_t frame, const Visit& visit) const
    {
        for (std::int64_t corner = 0; corner < m_side * m_side; ++corner) {
            const auto place = static_cast<std::size_t>(frame * m_side * m_side + corner);
            visit(x.slice(2, corner / m_side, std::nullopt, m_side)
                      .slice(3, corner % m_side, std::nullopt, m_side),
                  m_runs[place].to(x.device()));
        }
    }

private:
    std::int64_t m_frames;
    std::int64_t m_side;
    std::int64_t m_length;
    std::vector<at::Tensor> m_runs; // [channels], by frame and corner
};

/// A level, and the way around it: a pixel becomes 2×2, a frame one or two, and what comes in is repeated for it.
class LevelUpStage final : public FrameStage {
public:
    LevelUpStage(WeightReader& weights, const WanVaeStep& step)
        : m_line(makeWanVaeLine(weights, step.inner))
        , m_runs(step.out, step.has(WanVaeStepKind::TimeUp) ? 2 : 1, 2, step.in)
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        Frames frames = m_line.advance(x, memory.inner);
        // The only frame that a stream's first one becomes is the later one of two.
        std::int64_t place = m_runs.frames() - static_cast<std::int64_t>(frames.size());
        for (const at::Tensor& frame : frames) // a convolution's result: nobody remembers it yet
            m_runs.eachCorner(frame, place++, [&](at::Tensor pixels, const at::Tensor& run) {
                pixels.add_(x.index_select(1, run));
            });
        return frames;
    }

private:
    FrameLine m_line;
    ChannelRuns m_runs;
};

/// A level, and the way around it: 2×2 pixels become one, each two frames behind a stream's first become one, and what leaves
/// is the mean of what came in for it.
class LevelDownStage final : public FrameStage {
public:
    LevelDownStage(WeightReader& weights, const WanVaeStep& step)
        : m_line(makeWanVaeLine(weights, step.inner))
        , m_runs(step.in, step.has(WanVaeStepKind::TimeDown) ? 2 : 1,
                 step.has(WanVaeStepKind::SpaceDown) ? 2 : 1, step.out)
        , m_out(step.out)
    {
    }

    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        const bool joins = m_runs.frames() == 2;
        const bool isEarlier = joins && memory.seen % 2 == 1;
        at::Tensor around = shareOf(x, isEarlier ? 0 : m_runs.frames() - 1);
        if (isEarlier)
            memory.history(0) = {around};
        else if (joins && memory.seen > 0) // before the first frame there are zeros
            around = around + memory.history(0).front();
        Frames frames = m_line.advance(std::move(x), memory.inner);
        for (at::Tensor& frame : frames)
            frame = frame + around; // what the line gives may be remembered in it
        return frames;
    }

private:
    /// What a frame brings into the means, where it is the frame-th of those that become one. Summed in fp32.
    at::Tensor shareOf(const at::Tensor& x, std::int64_t frame) const
    {
        at::Tensor sum =
            at::zeros({x.size(0), m_out, x.size(2) / m_runs.side(), x.size(3) / m_runs.side()},
                      x.options().dtype(at::kFloat));
        m_runs.eachCorner(x, frame, [&](const at::Tensor& pixels, const at::Tensor& run) {
            sum.index_add_(1, run, pixels.to(at::kFloat));
        });
        sum.div_(static_cast<double>(m_runs.length()));
        return channelsLast(sum.to(x.scalar_type()));
    }

    FrameLine m_line;
    ChannelRuns m_runs;
    std::int64_t m_out;
};

std::unique_ptr<const FrameStage> makeStage(WeightReader& weights, const WanVaeStep& step)
{
    switch (step.kind) {
    case WanVaeStepKind::Convolution: return std::make_unique<ConvolutionStage>(weights, step);
    case WanVaeStepKind::Residual: return std::make_unique<ResidualStage>(weights, step);
    case WanVaeStepKind::Attention: return std::make_unique<AttentionStage>(weights, step);
    case WanVaeStepKind::TimeUp: return std::make_unique<TimeUpStage>(weights, step);
    case WanVaeStepKind::SpaceUp: return std::make_unique<SpaceUpStage>(weights, step);
    case WanVaeStepKind::SpaceDown: return std::make_unique<SpaceDownStage>(weights, step);
    case WanVaeStepKind::TimeDown: return std::make_unique<TimeDownStage>(weights, step);
    case WanVaeStepKind::Head: return std::make_unique<HeadStage>(weights, step);
    case WanVaeStepKind::LevelUp: return std::make_unique<LevelUpStage>(weights, step);
    case WanVaeStepKind::LevelDown: return std::make_unique<LevelDownStage>(weights, step);
    }
    IMPRINT_ASSERT(false, "step ", step.scope);
}

} // namespace

FrameLine makeWanVaeLine(WeightReader& weights, const std::vector<WanVaeStep>& steps)
{
    std::vector<std::unique_ptr<const FrameStage>> stages;
    for (const WanVaeStep& step : steps)
        stages.push_back(makeStage(weights, step));
    return FrameLine(std::move(stages));
}

} // namespace imprint::engine
