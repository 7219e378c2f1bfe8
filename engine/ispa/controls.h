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
    at::Tensor start; ///< factors to begin with [heads, width]; undefined: 1
};

/// The diagonal scaling of queries and keys that a public review took for ISPA: factors [heads, width] on the queries
/// (one on the keys is the same factor) for which attention over the local keys comes closest to `full`. It has no closed
/// form, hence gradient descent. Apply it as attendWithLse(q * factors, k, v). Source: specs/ispa.md 2.3.
/// samples: at least one.
at::Tensor fitQueryScaling(const std::vector<AttentionSample>& samples,
                           const DescentOptions& options = {});

/// Such a scaling over the warm-up of one layer, held against the corrections on equal terms: it is fitted to the rows
/// that they are solved from (to fewer of each pass) and judged by those that they are judged by, of which it knows
/// nothing. Holds queries and local keys of all informative blocks meanwhile, which an experiment may: on no ledger.
/// Thread: the generator's.
class QueryScalingTrial {
public:
    /// An informative block follows.
    void beginBlock();

    /// One pass over it; rows: of its queries that are looked at [R], increasing; those behind the first `training` are
    /// held out if no other block comes. As LayerStatistics::rows and trainingRows say.
    void observe(const SplitPass& pass, const at::Tensor& rows, std::int64_t training);

    struct Result {
        at::Tensor factors; ///< [heads, width], fitted to all rows
        double heldOutError =
            1.0; ///< as LayerSolution's, of factors fitted to the training rows alone
    };
    /// Nothing if there are no rows of both kinds. Takes seconds.
    std::optional<Result> solve() const;

private:
    std::vector<AttentionSample> m_training;
    std::vector<AttentionSample> m_held; // of the latest block
};

} // namespace imprint::engine
