#include "engine/models/wan_vae/wan_vae.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae_stages.h"
#include "engine/models/wan_vae/wan_vae_steps.h"

namespace imprint::engine {
namespace {

at::Tensor perChannel(const std::vector<double>& values)
{
    return at::tensor(values, at::kFloat).view({1, -1, 1, 1});
}

CausalConv3dShape pointwise(std::int64_t channels)
{
    return {.in = channels, .out = channels, .taps = 1, .kernel = 1};
}

/// Frame `index` of x [F, C, H, W] as [1, C, H, W] in memory of its own, channels last.
at::Tensor ownFrame(const at::Tensor& x, std::int64_t index, at::ScalarType type)
{
    return x.narrow(0, index, 1).to(type).clone(at::MemoryFormat::ChannelsLast);
}

/// Like ownFrame, x [F, C, H, W] -> [1, C · side², H/side, W/side]: the pixels of a patch as channels, column by column.
at::Tensor ownPatches(const at::Tensor& x, std::int64_t index, at::ScalarType type,
                      std::int64_t side)
{
    if (side == 1)
        return ownFrame(x, index, type);
    return x.narrow(0, index, 1)
        .to(type)
        .unflatten(3, {-1, side})
        .unflatten(2, {-1, side}) // [1, C, h, row, w, column]
        .permute({0, 1, 5, 3, 2, 4})
        .flatten(1, 3)
        .contiguous(at::MemoryFormat::ChannelsLast); // a copy in any case: channels lay in between
}

/// The reverse.
at::Tensor unpatched(const at::Tensor& x, std::int64_t side)
{
    if (side == 1)
        return x;
    return x
        .unflatten(1, {-1, side, side}) // [1, C, column, row, h, w]
        .permute({0, 1, 4, 3, 5, 2})
        .flatten(4, 5)
        .flatten(2, 3);
}

} // namespace

WanVaeDecoder::WanVaeDecoder(WeightReader& weights, const WanVaeConfig& config)
    : m_config(config)
    , m_mean(perChannel(config.mean))
    , m_deviation(perChannel(config.deviation))
    , m_conv2(weights, "conv2", pointwise(config.latentChannels))
    , m_line(makeWanVaeLine(weights, wanVaeDecoderSteps(config)))
{
}

at::Tensor WanVaeDecoder::operator()(const at::Tensor& latents, State& state) const
{
    if (latents.dim() != 4 || latents.numel() == 0 || latents.size(1) != m_config.latentChannels)
        throw Error(ErrorCode::BadShape, concat("latents of shape ", latents.sizes(), " to decode"),
                    concat("Frames of ", m_config.latentChannels, " channels are expected"));
    const at::Tensor values = at::addcmul(m_mean, latents, m_deviation);
    std::vector<at::Tensor> frames;
    for (std::int64_t i = 0; i < latents.size(0); ++i) {
        FrameHistory none;
        for (at::Tensor& frame : m_line(m_conv2(ownFrame(values, i, m_conv2.type()), none), state))
            frames.push_back(
                unpatched(frame.clamp_(-1, 1).to(at::kFloat), m_config.patch).contiguous());
    }
    return at::cat(frames);
}

WanVaeEncoder::WanVaeEncoder(WeightReader& weights, const WanVaeConfig& config)
    : m_config(config)
    , m_mean(perChannel(config.mean))
    , m_deviation(perChannel(config.deviation))
    , m_conv1(weights, "conv1", pointwise(2 * config.latentChannels))
    , m_line(makeWanVaeLine(weights, wanVaeEncoderSteps(config)))
{
}

at::Tensor WanVaeEncoder::operator()(const at::Tensor& frames, State& state) const
{
    const std::int64_t factor = m_config.spatialFactor();
    if (frames.dim() != 4 || frames.numel() == 0 || frames.size(1) != kColours ||
        frames.size(2) % factor != 0 || frames.size(3) % factor != 0)
        throw Error(ErrorCode::BadShape, concat("frames of shape ", frames.sizes(), " to encode"),
                    concat("Frames of 3 colours are expected, their sides multiples of ", factor));
    std::vector<at::Tensor> latents;
    for (std::int64_t i = 0; i < frames.size(0); ++i) {
        FrameHistory none;
        // Mean and log-variance lie behind each other; encoding takes the mean.
        for (const at::Tensor& moments :
             m_line(ownPatches(frames, i, m_conv1.type(), m_config.patch), state))
            latents.push_back(m_conv1(moments, none).narrow(1, 0, m_config.latentChannels));
    }
    if (latents.empty())
        return at::empty(
            {0, m_config.latentChannels, frames.size(2) / factor, frames.size(3) / factor},
            m_mean.options());
    return at::cat(latents).to(at::kFloat).sub(m_mean).div_(m_deviation).contiguous();
}

} // namespace imprint::engine
