#pragma once

#include <ATen/ATen.h>

namespace imprint::engine {

/// Bytes 0 … 255 as the values -1 … 1 that networks see, fp32.
inline at::Tensor pictureValues(const at::Tensor& bytes)
{
    return bytes.to(at::kFloat).div_(127.5).sub_(1);
}

/// The reverse; what is out of range becomes black or white.
inline at::Tensor pictureBytes(const at::Tensor& values)
{
    return values.clamp(-1, 1).add_(1).mul_(127.5).round_().to(at::kByte);
}

} // namespace imprint::engine
