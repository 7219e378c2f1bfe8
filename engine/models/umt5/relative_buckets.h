#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// Which row of its table of distances a T5 encoder adds to the attention of a query to a key.
/// buckets      rows of that table; the upper half is for keys behind the query
/// maxDistance  from there on all distances are in the last bucket of their half
/// Returns [2·length - 1] int64; entry i is for key - query = i - (length - 1). Distances below a quarter of `buckets` have one
/// each, longer ones share them by their logarithm, in fp32 as the reference has it.
/// Source: Self-Forcing wan/modules/t5.py, T5RelativeEmbedding; specs/wan-causal.md section 5.1.
at::Tensor relativeBuckets(std::int64_t length, std::int64_t buckets, std::int64_t maxDistance);

} // namespace imprint::engine
