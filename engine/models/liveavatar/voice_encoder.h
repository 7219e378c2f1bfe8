#pragma once

#include "engine/models/liveavatar/liveavatar_config.h"
#include "engine/nn/linear.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <utility>

namespace imprint::engine {

/// What the voice is to F latent frames, fp32.
struct VoiceTokens {
    at::Tensor whole; ///< [F, dim], one vector per frame: how strongly each channel is heard
    at::Tensor
        tokens; ///< [F, streams + 1, dim]; the last of each frame is learnt and the same for all
};

/// LiveAvatar's audio encoder: mixes the hidden states of the speech encoder, and makes tokens of them by three causal
/// convolutions that quarter the rate. Knows nothing of earlier blocks: what is in front of a block's first picture is
/// taken to be like it. Computes in fp32 whatever the network does. Const; thread: any.
/// Source: LiveAvatar wan_2_2/modules/s2v/audio_utils.py; specs/avatars.md B6; parity: liveavatar-audio.
class VoiceEncoder {
public:
    /// Reads `casual_audio_encoder.*` (sic).
    VoiceEncoder(WeightReader& weights, const LiveAvatarConfig& config);

    /// One block: features [states, width, pictures], four pictures to each latent frame -> F = pictures / 4.
    /// Throws Error(BadShape) for other shapes.
    VoiceTokens ofBlock(const at::Tensor& features) const;

    /// The same over all that `prefix` copies of the first picture and the block give: F = ⌈⌈(prefix + pictures)/2⌉/2⌉.
    VoiceTokens ofPrefixed(const at::Tensor& features, std::int64_t prefix) const;

private:
    /// A convolution over time that sees the past alone; behind the first moment it sees copies of that.
    struct Convolution {
        at::Tensor weight; // [out, in, 3]
        at::Tensor bias;   // [out]
        std::int64_t stride = 1;

        Convolution(WeightReader& weights, const std::string& scope, std::int64_t in,
                    std::int64_t out, std::int64_t step);
        at::Tensor operator()(const at::Tensor& x) const; // [B, in, T] -> [B, out, ⌈T / stride⌉]
    };

    at::Tensor mixed(const at::Tensor& features) const;
    at::Tensor compressed(const at::Tensor& x) const;

    LiveAvatarConfig m_config;
    at::Tensor m_mix; // [states, 1, 1], adds up to 1
    Convolution m_local;
    Convolution m_global;
    Convolution m_second;
    Convolution m_third;
    Linear m_final;
    at::Tensor m_padding; // [1, 1, dim]
};

} // namespace imprint::engine
