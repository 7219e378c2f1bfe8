#pragma once

#include "engine/ispa/residual.h"
#include "engine/nn/self_mixer.h"

#include <cstdint>
#include <optional>

namespace imprint::engine {

/// The keys of each head, grouped: one token stands for all keys of its group, with their mean key and mean value, and
/// weighs as many as they are. Exact where the keys of each group coincide. There are always `count` tokens; where keys
/// coincide or are fewer, some stand for none. The same keys give the same tokens, bit for bit.
/// remote: at least one key; place: temporal position of the first query of the block that sees them there.
/// Source: specs/ispa.md 7.1, R9.
StandInTokens groupKeys(const AttentionKeys& remote, std::int64_t count, std::int64_t place);

/// Bytes of so many tokens, by formula.
std::int64_t predictedTokenBytes(std::int64_t count, std::int64_t heads, std::int64_t width);

/// What virtual tokens would do for one layer, found out on the last block of its warm-up. What they are judged by is not
/// what they are made of: those judged stand for the frames that were remote a block earlier, and their place is a block
/// behind, as it would be if the layer had gone local then. Thread: the generator's.
class TokenTrial {
public:
    /// count: of tokens.
    explicit TokenTrial(std::int64_t count)
        : m_count(count)
    {
    }

    /// One pass over the block; rows: of its queries that are looked at [R].
    void observe(const SplitPass& pass, const at::Tensor& rows);

    /// Those that stand for all that was remote in that block; nothing before it.
    const std::optional<StandInTokens>& tokens() const { return m_tokens; }

    /// Of the ones that are judged; nothing if no frame was remote a block earlier.
    const std::optional<Residual>& residual() const { return m_residual; }

private:
    void make(const SplitPass& pass);

    std::int64_t m_count;
    std::optional<StandInTokens> m_tokens;
    std::optional<StandInTokens> m_judged;
    std::optional<Residual> m_residual;
};

} // namespace imprint::engine
