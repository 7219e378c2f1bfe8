#include "engine/nn/quantized.h"

#include "engine/core/error.h"
#include "engine/nn/all_finite.h"

namespace imprint::engine {
namespace {

// Rounding to fp16 moves a number by at most this part of it, or by this much where fp16 has no exponents left.
constexpr double kHalfRounding = 0x1p-11;
constexpr double kHalfSmallest = 0x1p-25;

at::Tensor roundingRoom(const at::Tensor& x)
{
    return (x.abs() * kHalfRounding).clamp_min(kHalfSmallest);
}

/// Codes have to reach both ends of a group from the offset and scale that are stored, not from the exact ones.
at::Tensor toHalfNotAbove(const at::Tensor& x)
{
    return (x - roundingRoom(x)).to(at::kHalf);
}

at::Tensor toHalfNotBelow(const at::Tensor& x)
{
    return (x + roundingRoom(x)).to(at::kHalf);
}

/// Two codes to a byte: the first half of the width in the low bits, the second in the high ones.
at::Tensor packed(const at::Tensor& codes)
{
    IMPRINT_ASSERT(codes.size(-1) % 2 == 0, "odd width ", codes.size(-1));
    const auto halves = codes.chunk(2, -1);
    return halves[0] + halves[1] * 16;
}

at::Tensor unpacked(const at::Tensor& bytes)
{
    return at::cat({bytes.bitwise_and(15), at::bitwise_right_shift(bytes, 4)}, -1);
}

} // namespace

Quantized quantize(const at::Tensor& x, std::int64_t dim, int bits)
{
    IMPRINT_ASSERT(bits == 8 || bits == 4, bits, " bits");
    const int levels = (1 << bits) - 1;
    const at::Tensor wide = x.to(at::kFloat);
    const auto [least, greatest] = at::aminmax(wide, dim, /*keepdim=*/true);
    const at::Tensor offset = toHalfNotAbove(least);
    const at::Tensor from = offset.to(at::kFloat);
    const at::Tensor scale = toHalfNotBelow((greatest - from) / levels);
    if (!allFinite(scale + offset))
        throw Error(ErrorCode::Unsupported,
                    "keys or values are not numbers, or too large for a quantised KV cache",
                    "Use a KV cache of 16 bits");
    const at::Tensor step = scale.to(at::kFloat);
    const at::Tensor codes =
        ((wide - from) / at::where(step == 0, 1.0, step)).round_().clamp_(0, levels).to(at::kByte);
    return {
        .bits = bits, .codes = bits == 4 ? packed(codes) : codes, .scale = scale, .offset = offset};
}

at::Tensor dequantize(const Quantized& x)
{
    const at::Tensor codes = x.bits == 4 ? unpacked(x.codes) : x.codes;
    return at::addcmul(x.offset.to(at::kFloat), codes.to(at::kFloat), x.scale.to(at::kFloat));
}

} // namespace imprint::engine
