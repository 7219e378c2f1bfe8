#pragma once

#include "engine/models/taehv/taehv_config.h"
#include "engine/nn/frame_line.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// The small decoder beside Wan's: latents -> frames at a 25th of the work, a little less sharp. Const; what a stream
/// remembers is an argument. Computes in the type of the weights.
/// Source: madebyollin/taehv, taehv.py; specs/wan-causal.md section 7; parity: taehv-decode.
class TaehvDecoder {
public:
    struct State {
        FrameLineState line;
        std::int64_t leftOut = 0; ///< frames at the start that belong to no moment of the clip

        std::int64_t bytes() const { return line.bytes(); }
    };

    TaehvDecoder(WeightReader& weights, const TaehvConfig& config);

    /// latents [F, latent channels, h, w] as the sampler gives them (normalised; no mean, no deviation)
    /// state   of this stream; default-made before its first latent
    /// Returns [frames, 3, 8h, 8w] fp32 in [-1, 1] like WanVaeDecoder: one frame for the first latent of a stream, four for
    /// each later one (8 and 4 by the config). Any way of cutting a stream into calls gives the same frames.
    /// Throws Error(BadShape) for another shape, or one that differs within a stream.
    at::Tensor operator()(const at::Tensor& latents, State& state) const;

    const TaehvConfig& config() const { return m_config; }

private:
    TaehvConfig m_config;
    FrameLine m_line;
};

/// Memory of the decoder for a call with one latent; the state (a frame per memory block) is exact from the first on.
/// rows, columns: of the latent; type: of the weights.
FrameLineForecast forecastTaehvDecoder(const TaehvConfig& config, std::int64_t rows,
                                       std::int64_t columns, at::ScalarType type);

/// Frames -> latents, by as small a network. Const; state as an argument.
class TaehvEncoder {
public:
    using State = FrameLineState;

    TaehvEncoder(WeightReader& weights, const TaehvConfig& config);

    /// frames [T, 3, H, W] in [-1, 1], H and W multiples of 8 (by the config)
    /// state  of this stream; default-made before its first frame
    /// Returns [n, latent channels, H/8, W/8] fp32: a latent for each four frames of the stream, the first one included;
    /// those that do not fill a latent yet stay in the state. Throws Error(BadShape) like the decoder.
    at::Tensor operator()(const at::Tensor& frames, State& state) const;

    const TaehvConfig& config() const { return m_config; }

private:
    TaehvConfig m_config;
    FrameLine m_line;
};

} // namespace imprint::engine
