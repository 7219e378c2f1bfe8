#pragma once

#include "engine/core/fields.h"

#include <cstdint>

namespace imprint::engine {

inline constexpr double kUmt5NormEpsilon = 1e-6; ///< of every RMS norm

/// Sizes of a UMT5 encoder, under the names of the reference code. They come from a manifest or a case and are checked
/// against the file, never guessed from it. The defaults are UMT5-XXL's.
struct Umt5Config {
    std::int64_t vocabulary = 256384;
    std::int64_t dim = 4096;
    std::int64_t attentionDim = 4096;
    std::int64_t ffnDim = 10240;
    std::int64_t heads = 64;
    std::int64_t layers = 24;
    std::int64_t buckets = 32;
    std::int64_t maxDistance = 128;
    std::int64_t textLength = 512;
    bool sharedPositions = false;
};

template <class Config, class Visitor>
requires ConfigOf<Config, Umt5Config>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"vocab_size", "Rows of the token table"}, c.vocabulary, Limits{1, 1 << 24});
    visit(Field{"dim", "Width"}, c.dim, Limits{1, 65536});
    visit(Field{"dim_attn", "Width of all attention heads"}, c.attentionDim, Limits{1, 65536});
    visit(Field{"dim_ffn", "Width of the feed-forward layer"}, c.ffnDim, Limits{1, 262144});
    visit(Field{"num_heads", "Attention heads"}, c.heads, Limits{1, 1024});
    visit(Field{"encoder_layers", "Transformer blocks"}, c.layers, Limits{1, 256});
    visit(Field{"num_buckets", "Kinds of distance between tokens"}, c.buckets, Limits{4, 4096});
    visit(Field{"max_dist", "Distance from which on all are of one kind"}, c.maxDistance,
          Limits{2, 1 << 20});
    visit(Field{"text_len", "Rows of a prompt embedding"}, c.textLength, Limits{1, 8192});
    visit(Field{"shared_pos", "One table of distances for all blocks (T5, not UMT5)"},
          c.sharedPositions);
}

} // namespace imprint::engine
