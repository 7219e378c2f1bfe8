#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/moments.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

// Negative controls: what must do worse than a correction, or the correction is not worth its name. Two more need nothing
// here: a sign flipped is Correction::scaledBy(-1), and the correction of another clip is one. Source: specs/ispa.md 15.6.

/// The same rows with their discrepancies dealt out anew: channels and mean stay, the relation of row to row is gone.
/// What a vector alone explains is still explained; no matrix may add to it on held-out rows.
ObservedRows withShuffledGaps(const ObservedRows& rows, std::uint64_t seed);

/// Each head gets what the head before it learnt, the first that of the last: sizes and energy stay.
Correction withHeadsMixedUp(const Correction& correction);

/// Queries and keys of one layer in one pass over a block.
struct AttentionSample {
    at::Tensor q;    ///< [B, N, heads, width], rotated
    at::Tensor k;    ///< [B, M, heads, width], the local keys
    at::Tensor v;    ///< [B, M, heads, width]
    at::Tensor full; ///< [B, N, heads, width], attention over all keys
};

struct DescentOptions {
    int iterations = 200;
    double rate = 0.05;
};

/// The diagonal scaling of queries and keys that a public review took for ISPA: factors [heads, width] on the queries
/// (one on the keys is the same factor) for which attention over the local keys comes closest to `full`. It has no closed
/// form, hence gradient descent from 1. Apply it as attendWithLse(q * factors, k, v). Source: specs/ispa.md 2.3.
at::Tensor fitQueryScaling(const AttentionSample& sample, const DescentOptions& options = {});

/// Fits such a scaling to all passes over one block, and judges it by the last third of that block's rows.
/// Thread: the generator's.
class QueryScalingTrial {
public:
    /// One pass over the block; rows: of its queries that are looked at [R], increasing.
    void observe(const SplitPass& pass, const at::Tensor& rows);

    struct Result {
        at::Tensor factors;        ///< [heads, width]
        double heldOutError = 1.0; ///< share of the discrepancy's energy that is left
    };
    /// Nothing if nothing was observed. Takes seconds.
    std::optional<Result> solve() const;

private:
    std::vector<AttentionSample> m_passes;
};

} // namespace imprint::engine
