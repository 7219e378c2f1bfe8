#include "engine/models/pocket/pocket_audio_encoder.h"

#include "engine/core/error.h"
#include "engine/models/pocket/pocket_log_mel.h"

namespace imprint::engine {
namespace {

/// Of a residual block's convolution over time: 1, 2, 4, 8 tokens, over and over.
std::int64_t dilationOf(std::int64_t block)
{
    return std::int64_t{1} << (block % 4);
}

} // namespace

CausalConv1d::CausalConv1d(WeightReader& weights, const std::string& scope, const Shape& shape)
    : m_shape(shape)
    , m_weight(weights.require(scope + ".weight", {shape.out, shape.in, shape.kernel}))
    , m_bias(weights.require(scope + ".bias", {shape.out}))
{
}

at::Tensor CausalConv1d::operator()(const at::Tensor& x, at::Tensor& context) const
{
    const at::Tensor padded =
        m_shape.left > 0 ? at::cat({context.expand({x.size(0), -1, -1}), x}, 2) : x;
    if (m_shape.left > 0)
        context = padded.narrow(2, padded.size(2) - m_shape.left, m_shape.left).clone();
    return at::conv1d(padded, m_weight, m_bias, at::IntArrayRef{m_shape.stride}, at::IntArrayRef{0},
                      at::IntArrayRef{m_shape.dilation});
}

PocketAudioEncoder::PocketAudioEncoder(WeightReader& weights, std::int64_t residualBlocks)
    : m_conv0(weights, "conv.0",
              {.in = PocketLogMel::kBands, .out = kWidth, .kernel = 3, .left = 2})
    , m_conv1(weights, "conv.1", {.in = kWidth, .out = kWidth, .kernel = 4, .stride = 2, .left = 2})
    , m_conv2(weights, "conv.2", {.in = kWidth, .out = kWidth, .kernel = 4, .stride = 2, .left = 2})
    , m_normWeight(weights.require("norm.weight", {kWidth}))
    , m_normBias(weights.require("norm.bias", {kWidth}))
    , m_headWeight(weights.require("head.weight", {kTargets, kWidth}))
    , m_headBias(weights.require("head.bias", {kTargets}))
{
    for (std::int64_t i = 0; i < residualBlocks; ++i) {
        const std::string scope = concat("residual.", i);
        m_residualIn.emplace_back(weights, scope + ".conv1",
                                  CausalConv1d::Shape{.in = kWidth,
                                                      .out = kWidth,
                                                      .kernel = 3,
                                                      .dilation = dilationOf(i),
                                                      .left = 2 * dilationOf(i)});
        m_residualOut.emplace_back(weights, scope + ".conv2",
                                   CausalConv1d::Shape{.in = kWidth, .out = kWidth});
    }
}

PocketAudioEncoder::State PocketAudioEncoder::makeState() const
{
    State state{
        .contexts = {m_conv0.emptyContext(), m_conv1.emptyContext(), m_conv2.emptyContext()}};
    for (const CausalConv1d& conv : m_residualIn)
        state.contexts.push_back(conv.emptyContext());
    return state;
}

std::int64_t PocketAudioEncoder::predictedStateBytes(std::int64_t residualBlocks)
{
    std::int64_t values =
        2 * PocketLogMel::kBands + 2 * kWidth + 2 * kWidth; // left contexts of the first three
    for (std::int64_t i = 0; i < residualBlocks; ++i)
        values += 2 * dilationOf(i) * kWidth;
    return values * static_cast<std::int64_t>(sizeof(float));
}

at::Tensor PocketAudioEncoder::operator()(const at::Tensor& rows, State& state) const
{
    IMPRINT_ASSERT(rows.size(-2) % kRowsPerToken == 0, rows.size(-2), " rows are not whole tokens");
    auto& contexts = state.contexts;
    at::Tensor x =
        rows.reshape({-1, rows.size(-2), PocketLogMel::kBands}).transpose(1, 2); // [B, 80, 4n]
    x = at::silu(m_conv0(x, contexts[0]));
    x = at::silu(m_conv1(x, contexts[1]));
    x = at::silu(m_conv2(x, contexts[2])); // [B, 128, n]
    for (std::size_t i = 0; i < m_residualIn.size(); ++i) {
        at::Tensor none;
        x = x + m_residualOut[i](at::silu(m_residualIn[i](x, contexts[3 + i])), none);
    }
    const at::Tensor tokens = at::layer_norm(x.transpose(1, 2), {kWidth}, m_normWeight, m_normBias);
    return rows.dim() == 2 ? tokens[0] : tokens;
}

at::Tensor PocketAudioEncoder::readOut(const at::Tensor& tokens) const
{
    return at::linear(tokens, m_headWeight, m_headBias);
}

} // namespace imprint::engine
