#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <iterator>
#include <string>
#include <vector>

namespace imprint::engine {

/// 1-D convolution over time that only looks back. What it must remember between calls is its left context.
class CausalConv1d {
public:
    struct Shape {
        std::int64_t in = 0;
        std::int64_t out = 0;
        std::int64_t kernel = 1;
        std::int64_t stride = 1;
        std::int64_t dilation = 1;
        std::int64_t left = 0; ///< zeros before the first input
    };

    CausalConv1d(WeightReader& weights, const std::string& scope, const Shape& shape);

    /// x [B, in, T] with T a multiple of the stride; context [B, in, left] (or [1, in, left] for all) is read and
    /// replaced by the latest inputs.
    at::Tensor operator()(const at::Tensor& x, at::Tensor& context) const;

    at::Tensor emptyContext() const
    {
        return at::zeros({1, m_shape.in, m_shape.left}, m_weight.options());
    }

private:
    Shape m_shape;
    at::Tensor m_weight;
    at::Tensor m_bias;
};

/// Log-mel rows at 100 Hz -> audio tokens at 25 Hz. Const; the stream's state is an argument.
/// Output k belongs to video frame k - kLookAhead: a token sees 80 ms beyond its frame.
/// Source: specs/pocket.md 2.4 and 11; parity: pocket-audio.
class PocketAudioEncoder {
public:
    static constexpr std::int64_t kLookAhead = 2; ///< video frames
    static constexpr std::int64_t kRowsPerToken = 4;
    static constexpr std::int64_t kWidth = 128;
    static constexpr std::int64_t kTargets =
        8; ///< viseme read-out: open, wide, round, teeth, tongue, press, energy, voiced

    static constexpr std::int64_t kFirstBlocks = 3; ///< residual blocks of the first weights

    /// Left contexts of the convolutions that have one.
    struct State {
        std::vector<at::Tensor> contexts;
    };

    explicit PocketAudioEncoder(WeightReader& weights, std::int64_t residualBlocks = kFirstBlocks);

    std::int64_t residualBlocks() const { return std::ssize(m_residualIn); }

    State makeState() const;

    /// Bytes of the state, from the sizes of the convolutions alone.
    static std::int64_t predictedStateBytes(std::int64_t residualBlocks);

    /// rows [4n, 80] or, of several sounds, [B, 4n, 80] -> tokens [n, 128] or [B, n, 128]; any split of a sound gives
    /// the same tokens.
    at::Tensor operator()(const at::Tensor& rows, State& state) const;

    /// tokens [.., n, 128] -> [.., n, 8]: the mouth shapes that the tokens stand for.
    at::Tensor readOut(const at::Tensor& tokens) const;

private:
    CausalConv1d m_conv0;
    CausalConv1d m_conv1;
    CausalConv1d m_conv2;
    std::vector<CausalConv1d> m_residualIn;  // dilated
    std::vector<CausalConv1d> m_residualOut; // 1×1
    at::Tensor m_normWeight;
    at::Tensor m_normBias;
    at::Tensor m_headWeight;
    at::Tensor m_headBias;
};

} // namespace imprint::engine
