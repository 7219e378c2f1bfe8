#include "engine/models/taehv/taehv.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/taehv/taehv_stages.h"

#include <algorithm>

namespace imprint::engine {
TaehvDecoder::TaehvDecoder(WeightReader& weights, const TaehvConfig& config)
    : m_config(config)
    , m_line(makeTaehvDecoderLine(weights, config))
{
}

at::Tensor TaehvDecoder::operator()(const at::Tensor& latents, State& state) const
{
    if (latents.dim() != 4 || latents.numel() == 0 || latents.size(1) != m_config.latentChannels)
        throw Error(ErrorCode::BadShape, concat("latents of shape ", latents.sizes(), " to decode"),
                    concat("Frames of ", m_config.latentChannels, " channels are expected"));
    std::vector<at::Tensor> shown;
    for (std::int64_t i = 0; i < latents.size(0); ++i) {
        for (at::Tensor& frame : m_line(latents.narrow(0, i, 1), state.line)) {
            if (state.leftOut < m_config.framesPerLatent() - 1)
                ++state.leftOut;
            else
                shown.push_back(frame.clamp_(0, 1).to(at::kFloat).mul_(2).sub_(1).contiguous());
        }
    }
    return at::cat(shown);
}

FrameLineForecast forecastTaehvDecoder(const TaehvConfig& config, std::int64_t rows,
                                       std::int64_t columns, at::ScalarType type)
{
    constexpr std::int64_t kBlocksPerLevel = 3;
    std::int64_t area = rows * columns;
    std::int64_t remembered = 0;
    std::int64_t waiting = 0; // frames that were made together with the one at work
    std::int64_t peak = 0;
    for (std::size_t level = 0; level < TaehvConfig::kLevels; ++level) {
        const std::int64_t in = config.widths[level];
        const std::int64_t out = config.widths[level + 1];
        const std::int64_t frames = config.timeUp[level] ? 2 : 1;
        remembered += kBlocksPerLevel * in * area;
        // A memory block: its input, and a convolution before and after. Growing: the input, and the frames twice.
        peak = std::max(peak, waiting + area * in * std::max<std::int64_t>(3, 1 + 2 * frames));
        waiting += (frames - 1) * in * area;
        // Enlarging: its input, four times as many pixels, and one of four phases.
        const std::int64_t made = config.spaceUp[level] ? 5 * out : out;
        peak = std::max(peak, waiting + area * (in + made));
        area *= config.spaceUp[level] ? 4 : 1;
    }
    const std::int64_t colours = kColours * config.patch * config.patch;
    const std::int64_t frameValues = config.framesPerLatent() * colours * area;
    // The last convolution: its input, the positive part of it, the frame.
    peak = std::max(peak, waiting + area * (2 * config.widths.back() + colours));
    return forecastOfValues({.remembered = remembered, .alive = peak, .given = frameValues}, type);
}

TaehvEncoder::TaehvEncoder(WeightReader& weights, const TaehvConfig& config)
    : m_config(config)
    , m_line(makeTaehvEncoderLine(weights, config))
{
}

at::Tensor TaehvEncoder::operator()(const at::Tensor& frames, State& state) const
{
    const std::int64_t factor = m_config.encoderFactor();
    if (frames.dim() != 4 || frames.numel() == 0 || frames.size(1) != kColours ||
        frames.size(2) % factor != 0 || frames.size(3) % factor != 0)
        throw Error(ErrorCode::BadShape, concat("frames of shape ", frames.sizes(), " to encode"),
                    concat("Frames of 3 colours are expected, their sides multiples of ", factor));
    std::vector<at::Tensor> latents;
    for (std::int64_t i = 0; i < frames.size(0); ++i)
        for (const at::Tensor& latent : m_line(frames.narrow(0, i, 1).add(1).div_(2), state))
            latents.push_back(latent);
    if (latents.empty())
        return at::empty(
            {0, m_config.latentChannels, frames.size(2) / factor, frames.size(3) / factor},
            at::kFloat);
    return at::cat(latents).to(at::kFloat).contiguous();
}

} // namespace imprint::engine
