#pragma once

#include "engine/nn/conv2d.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// Takes the colours off latents: what encoder and decoder, both linear, make of the picture's lightness alone. An anchor
/// without colours leaves them to the KV history, which alone remembers what skin, hair, clothes and background look
/// like. Const; thread: any.
class GreyTokens {
public:
    /// encoder: a PocketEncoder's 1×1 convolution over unshuffled groups of frames; linear: a PocketDecoder's way back.
    GreyTokens(const Conv2d& encoder, const Conv2d& linear);

    /// The same for tokens on a device.
    GreyTokens onDevice(at::Device device) const;

    /// tokens [.., channels·patch²] -> the same of a grey picture. Grey tokens stay as they are.
    at::Tensor operator()(const at::Tensor& tokens) const;

private:
    at::Tensor m_map;    // [C, C]
    at::Tensor m_offset; // [C, 1]
};

/// pictures [.., 3, H, W] -> their lightness in all three colours.
at::Tensor lightnessOf(const at::Tensor& pictures);

} // namespace imprint::engine
