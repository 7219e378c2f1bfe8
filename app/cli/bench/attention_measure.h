#pragma once

#include "app/cli/bench/attention_shape.h"

#include <cstdint>

namespace imprint::app {

/// How much of one layer's attention is measured. Attention's cost is proportional to rows and heads, so that a part of
/// them is enough for ratios; nothing is scaled up to the whole.
struct AttentionPlan {
    std::int64_t frames = 0; ///< context, the block being made included
    std::int64_t heads = 0;
    std::int64_t rows = 0; ///< of queries
    int repeats = 3;
};

/// As much as takes well under a minute on one core: all of a small layer, or one head and some rows of a large one.
AttentionPlan affordablePlan(const AttentionShape& shape, double seconds);

/// Milliseconds of one layer's attention in one pass, medians over the repeats, and what they belong to.
struct AttentionFigures {
    AttentionPlan plan;
    std::int64_t localFrames = 0;
    int threads = 0;
    double fullMs = 0;            ///< one call over the whole context
    double localMs = 0;           ///< one call over sinks, window and block
    double gatherMs = 0;          ///< warm-up: sorting the keys into local and remote ones
    double nearMs = 0;            ///< warm-up: local keys with their log-sum-exp
    double farMs = 0;             ///< warm-up: remote keys with theirs
    double mergeMs = 0;           ///< warm-up: union of both
    double largestDifference = 0; ///< between the union and the one call

    /// Attention of the warm-up. Without the sorting, which costs the same for one row as for all.
    double warmUpMs() const { return nearMs + farMs + mergeMs; }
    /// Times faster that the attention of all layers is with `share` of them local, by the two times above.
    double speedUp(double share) const { return 1 / (1 - share + share * localMs / fullMs); }
    /// The same by numbers of frames alone. Source: specs/ispa.md 2.2.
    double speedUpByFrames(double share) const;
};

/// Random queries, keys and values of that shape, in fp32. All variants of a repeat follow one another, so that a busy
/// machine slows them alike. Throws Error(BadConfig) for a plan that is larger than the shape, or without remote frames.
AttentionFigures measureAttention(const AttentionShape& shape, const AttentionPlan& plan);

} // namespace imprint::app
