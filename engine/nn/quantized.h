#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// A tensor in whole numbers: x ≈ codes · scale + offset, with one scale and one offset for each group of values.
/// The offset is the group's minimum, since channels are one-sided: against symmetric codes the built-in model's keys
/// have 0.45 to 0.70 of the error, its values 0.79 to 0.91.
struct Quantized {
    int bits = 8;      ///< 8, or 4: two codes in a byte
    at::Tensor codes;  ///< uint8 [.., width], with 4 bits [.., width / 2]
    at::Tensor scale;  ///< fp16, of x's shape with size 1 along the group
    at::Tensor offset; ///< same
};

/// Groups are the values of x along `dim`. Every value comes back within scale / 2 in fp32 arithmetic.
/// Throws Error(Unsupported) when x has a NaN or what fp16 cannot hold, Error(Internal) for an odd width in 4 bits.
Quantized quantize(const at::Tensor& x, std::int64_t dim, int bits);

/// Returns x in fp32.
at::Tensor dequantize(const Quantized& x);

} // namespace imprint::engine
