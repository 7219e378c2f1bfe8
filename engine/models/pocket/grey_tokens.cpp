#include "engine/models/pocket/grey_tokens.h"

#include "engine/core/colours.h"

namespace imprint::engine {
namespace {

/// Lightness of a picture out of its red, green and blue (ITU-R BT.601), [3].
at::Tensor lightnessWeights(const at::TensorOptions& options)
{
    return at::tensor({0.299, 0.587, 0.114}, options);
}

} // namespace

at::Tensor lightnessOf(const at::Tensor& pictures)
{
    return (pictures * lightnessWeights(pictures.options()).view({kColours, 1, 1}))
        .sum(-3, /*keepdim=*/true)
        .expand_as(pictures);
}

GreyTokens::GreyTokens(const Conv2d& encoder, const Conv2d& linear)
{
    const at::Tensor encode = encoder.weight().to(at::kDouble).flatten(1); // [C, frames·3·pixels]
    const at::Tensor decode = linear.weight().to(at::kDouble).flatten(1);  // [frames·3·pixels, C]
    const std::int64_t channels = encode.size(0);
    // Column c: the picture that channel c stands for; the last one is that of all-zero latents.
    const at::Tensor pictures = at::cat({decode, linear.bias().to(at::kDouble).unsqueeze(1)}, 1);
    const std::int64_t frames = 4;
    const at::Tensor grey = lightnessOf(pictures.view({frames, kColours, -1, channels + 1}))
                                .reshape({-1, channels + 1});
    const at::Tensor map = at::matmul(encode, grey); // [C, C + 1]
    m_map = map.narrow(1, 0, channels).to(at::kFloat).contiguous();
    m_offset =
        (map.narrow(1, channels, 1) + encoder.bias().to(at::kDouble).unsqueeze(1)).to(at::kFloat);
}

GreyTokens GreyTokens::onDevice(at::Device device) const
{
    GreyTokens moved = *this;
    moved.m_map = m_map.to(device);
    moved.m_offset = m_offset.to(device);
    return moved;
}

at::Tensor GreyTokens::operator()(const at::Tensor& tokens) const
{
    const std::int64_t channels = m_map.size(0);
    const at::Tensor pixels = tokens.unflatten(-1, {channels, -1}); // [.., C, patch²]
    return (at::matmul(m_map.to(tokens.scalar_type()), pixels) + m_offset.to(tokens.scalar_type()))
        .flatten(-2);
}

} // namespace imprint::engine
