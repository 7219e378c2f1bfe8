#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// One block of a UMT5 encoder: attention to all tokens with a bias by distance, then a gated feed-forward layer.
/// Const; thread: any. Source: Self-Forcing wan/modules/t5.py; specs/wan-causal.md section 5.1.
class Umt5Block {
public:
    /// Tensor names are the original Wan ones below `scope` ("blocks.3").
    Umt5Block(WeightReader& weights, const std::string& scope, const Umt5Config& config);

    /// x        [T, dim], the type of the weights
    /// buckets  [2·T - 1], as of relativeBuckets
    /// Returns [T, dim].
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& buckets) const;

    at::ScalarType type() const { return m_q.weight().scalar_type(); }

private:
    at::Tensor attend(const at::Tensor& x, const at::Tensor& buckets) const;
    at::Tensor feedForward(const at::Tensor& x) const;

    std::int64_t m_heads;
    RmsNorm m_norm1;
    Linear m_q;
    Linear m_k;
    Linear m_v;
    Linear m_o;
    at::Tensor m_positionBias; // [buckets, heads]
    RmsNorm m_norm2;
    Linear m_gate;
    Linear m_up;
    Linear m_down;
};

} // namespace imprint::engine
