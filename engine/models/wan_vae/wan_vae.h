#pragma once

#include "engine/models/wan_vae/wan_vae_config.h"
#include "engine/nn/causal_conv3d.h"
#include "engine/nn/frame_line.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <array>
#include <string_view>

namespace imprint::engine {

/// Scopes of the file that each half alone reads: the other half's are to be ignored by who loads one.
inline constexpr std::array<std::string_view, 2> kWanVaeEncoderScopes = {"encoder", "conv1"};
inline constexpr std::array<std::string_view, 2> kWanVaeDecoderScopes = {"decoder", "conv2"};

/// Latents -> frames. Const; what a stream remembers is an argument. Computes in the type of the weights.
/// Source: Self-Forcing wan/modules/vae.py; specs/wan-causal.md section 6; Wan2.2 wan/modules/vae2_2.py.
/// parity: wan-vae-decode.
class WanVaeDecoder {
public:
    using State = FrameLineState;

    WanVaeDecoder(WeightReader& weights, const WanVaeConfig& config);

    /// latents [F, latent channels, h, w] as the sampler gives them (normalised)
    /// state   of this stream; default-made before its first latent
    /// Returns [frames, 3, 8h, 8w] fp32 in [-1, 1]: one frame for the first latent of a stream, four for each later one
    /// (8 and 4 by the config). Any way of cutting a stream into calls gives the same frames.
    /// Throws Error(BadShape) for another shape, or one that differs within a stream.
    at::Tensor operator()(const at::Tensor& latents, State& state) const;

    const WanVaeConfig& config() const { return m_config; }

private:
    WanVaeConfig m_config;
    at::Tensor m_mean;      // [1, C, 1, 1] fp32
    at::Tensor m_deviation; // likewise
    CausalConv3d m_conv2;   // 1×1×1
    FrameLine m_line;
};

/// Frames -> latents; the reverse in every respect. parity: wan-vae-encode.
class WanVaeEncoder {
public:
    using State = FrameLineState;

    WanVaeEncoder(WeightReader& weights, const WanVaeConfig& config);

    /// frames [T, 3, H, W] in [-1, 1], H and W multiples of 8 (by the config)
    /// state  of this stream; default-made before its first frame
    /// Returns [n, latent channels, H/8, W/8] fp32, normalised: a latent for the first frame of a stream and one for each
    /// four later ones; frames that do not fill a latent yet stay in the state. Throws Error(BadShape) like the decoder.
    at::Tensor operator()(const at::Tensor& frames, State& state) const;

    const WanVaeConfig& config() const { return m_config; }

private:
    WanVaeConfig m_config;
    at::Tensor m_mean;      // [1, C, 1, 1] fp32
    at::Tensor m_deviation; // likewise
    CausalConv3d m_conv1;   // 1×1×1
    FrameLine m_line;
};

} // namespace imprint::engine
