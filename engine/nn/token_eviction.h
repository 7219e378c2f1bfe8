#pragma once

#include "engine/core/kv_evict.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// What a cache of single tokens keeps. Every head of a layer decides for itself and holds equally many.
/// Sinks, window and the block at work always stay.
struct TokenEviction {
    KvEvict rule = KvEvict::H2o;
    std::int64_t tokens = 0;       ///< that a head holds at most, the block at work included
    std::int64_t sinkFrames = 0;   ///< first latent frames
    std::int64_t windowFrames = 0; ///< latest latent frames before the block
    std::int64_t blockFrames = 1;  ///< of the largest block
    std::int64_t columns = 1;      ///< of a frame's grid of tokens: says who are neighbours
    std::uint64_t seed = 0;        ///< of KvEvict::Random
};

// Tokens are named by numbers, frame · (tokens per frame) + place in the frame; tensors of them are int64 [M, heads].

/// Softmax weight that each key gets from all queries together.
/// q [N, heads, width], k [M, heads, width], rotated -> fp32 [M, heads]; each head's sum is N.
at::Tensor attentionMass(const at::Tensor& q, const at::Tensor& k);

/// Rank of each token's frame among those that still hold tokens of the same head.
at::Tensor frameRanks(const at::Tensor& tokens, std::int64_t tokensPerFrame);

/// The mass [M, heads] of each token as the mean over it and its neighbours of the frame's grid; what is evicted has none.
at::Tensor pooledOverNeighbours(const at::Tensor& mass, const at::Tensor& tokens,
                                std::int64_t tokensPerFrame, std::int64_t columns);

/// What new tokens of one frame are worth before any query has seen them, fp32 [tokens per frame, heads]. By the controls'
/// rules it is their worth for good: so the kept ones are an even, or a random, sample of the whole history at any time.
at::Tensor firstScores(const TokenEviction& eviction, std::int64_t frame,
                       std::int64_t tokensPerFrame, std::int64_t heads);

/// Per head `count` slots in ascending order: those that must stay, and of the others those with the greatest scores
/// (the earlier one of equals). scores fp32, mustStay bool [M, heads] -> int64 [count, heads].
at::Tensor slotsToKeep(const at::Tensor& scores, const at::Tensor& mustStay, std::int64_t count);

} // namespace imprint::engine
