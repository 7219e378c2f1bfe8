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
            frames.push_back(frame.clamp_(-1, 1).to(at::kFloat).contiguous());
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
        for (const at::Tensor& moments : m_line(ownFrame(frames, i, m_conv1.type()), state))
            latents.push_back(m_conv1(moments, none).narrow(1, 0, m_config.latentChannels));
    }
    if (latents.empty())
        return at::empty(
            {0, m_config.latentChannels, frames.size(2) / factor, frames.size(3) / factor},
            m_mean.options());
    return at::cat(latents).to(at::kFloat).sub(m_mean).div_(m_deviation).contiguous();
}

} // namespace imprint::engine
