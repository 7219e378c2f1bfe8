#pragma once

#include "engine/models/pocket/pocket_config.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <array>
#include <string>

namespace imprint::engine {

/// 2-D convolution with bias, "same" padding.
class Conv2d {
public:
    Conv2d(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
           std::int64_t kernel, std::int64_t stride = 1);

    /// x [N, in, H, W] -> [N, out, H/stride, W/stride].
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
    std::int64_t m_stride;
    std::int64_t m_padding;
};

/// Pictures -> latents: one linear map of 4×12×12×3 patches (a PCA). Source: specs/pocket.md section 3.
class PocketEncoder {
public:
    PocketEncoder(WeightReader& weights, const PocketConfig& config);

    /// pixels [1 + 4n, 3, H, W] uint8 -> [1 + n, channels, rows, columns]. A still alone gives latent 0.
    at::Tensor operator()(const at::Tensor& pixels) const;

private:
    PocketConfig m_config;
    Conv2d m_conv; // 1×1 over pixel-unshuffled groups of 4 frames
};

/// Latents -> pictures, frame by frame of the latent; what it remembers of the frame before is the state.
/// Source: specs/pocket.md section 3; parity: pocket-decode.
class PocketDecoder {
public:
    /// Activations [B, C, H, W] of the last latent frame, one per memory block; undefined at the start of a stream.
    struct State {
        std::array<at::Tensor, 3> memory;

        std::int64_t bytes() const;
    };

    PocketDecoder(WeightReader& weights, const PocketConfig& config);

    /// latents [F, channels, rows, columns] -> [4F, 3, H, W], nominally in [-1, 1], not clamped; of B streams side by
    /// side [B, F, ..] -> [B, 4F, ..]. Any split of a stream gives the same pictures; so does any part of a picture, but
    /// for its border. The first three pictures of a stream belong to no frame: the caller drops them.
    at::Tensor operator()(const at::Tensor& latents, State& state) const;

    /// Bytes of the state once a stream runs.
    std::int64_t predictedStateBytes() const;

private:
    struct MemoryBlock {
        Conv2d conv1;
        Conv2d conv2;
    };

    static at::Tensor remember(const MemoryBlock& block, const at::Tensor& x, std::int64_t streams,
                               at::Tensor& memory);

    PocketConfig m_config;
    Conv2d m_convIn;
    std::array<MemoryBlock, 3> m_memory;
    std::array<Conv2d, 2> m_up;
    Conv2d m_convOut;
    Conv2d m_linear;
};

} // namespace imprint::engine
