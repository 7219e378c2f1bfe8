#include "engine/nn/token_cache.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

void requireRoom(const KvShape& shape, const TokenEviction& eviction)
{
    const std::int64_t least =
        (eviction.sinkFrames + eviction.windowFrames + eviction.blockFrames) * shape.tokensPerFrame;
    if (eviction.tokens < least)
        throw Error(ErrorCode::BadConfig,
                    concat(eviction.tokens, " tokens per layer cannot hold sinks, window and ",
                           "block, which are ", least),
                    "Use a larger budget, or a smaller window");
}

} // namespace

TokenCache::TokenCache(const KvShape& shape, const TokenEviction& eviction)
    : m_shape(shape)
    , m_eviction(eviction)
{
    requireRoom(shape, eviction);
    m_keys = at::zeros({eviction.tokens, shape.heads, shape.headDim}, shape.type);
    m_values = at::zeros_like(m_keys);
    m_tokens = at::zeros({eviction.tokens, shape.heads}, at::kInt);
    m_scores = at::zeros({eviction.tokens, shape.heads}, at::kFloat);
}

void TokenCache::write(FrameSpan block, const at::Tensor& k, const at::Tensor& v)
{
    const std::int64_t expected[] = {block.count, m_shape.tokensPerFrame, m_shape.heads,
                                     m_shape.headDim};
    for (const at::Tensor& part : {k, v}) // copy_ would broadcast a smaller one
        if (part.sizes() != at::IntArrayRef(expected))
            throw Error(ErrorCode::BadShape, concat("keys or values of shape ", part.sizes(),
                                                    " do not fit the token cache, which takes ",
                                                    at::IntArrayRef(expected)));
    if (m_fill == 0 || block.first != m_block.first)
        admit(block);
    IMPRINT_ASSERT(block.count == m_block.count, "a pass over ", block.count,
                   " frames of a block of ", m_block.count);
    const std::int64_t rows = block.count * m_shape.tokensPerFrame;
    m_keys.narrow(0, m_fill - rows, rows).copy_(k.flatten(0, 1));
    m_values.narrow(0, m_fill - rows, rows).copy_(v.flatten(0, 1));
}

void TokenCache::admit(FrameSpan block)
{
    IMPRINT_ASSERT(block.first == m_block.first + m_block.count && block.count > 0 &&
                       block.count <= m_eviction.blockFrames,
                   "block of ", block.count, " frames at ", block.first, " after ",
                   m_block.first + m_block.count);
    const std::int64_t perFrame = m_shape.tokensPerFrame;
    const std::int64_t room = m_eviction.tokens - block.count * perFrame;
    if (m_fill > room) {
        const at::Tensor frames = tokens().div(perFrame, "floor");
        const at::Tensor mustStay =
            frames.lt(m_eviction.sinkFrames)
                .logical_or(frames.ge(block.first - m_eviction.windowFrames));
        keep(slotsToKeep(scores(), mustStay, room));
    }
    for (std::int64_t frame = block.first; frame < block.first + block.count; ++frame) {
        m_tokens.narrow(0, m_fill, perFrame)
            .copy_(at::arange(frame * perFrame, (frame + 1) * perFrame).unsqueeze(1));
        m_scores.narrow(0, m_fill, perFrame)
            .copy_(firstScores(m_eviction, frame, perFrame, m_shape.heads));
        m_fill += perFrame;
    }
    m_block = block;
}

void TokenCache::keep(const at::Tensor& slots)
{
    for (const at::Tensor& part : {m_keys, m_values, m_tokens, m_scores}) {
        at::Tensor index = slots; // [count, heads] or [count, heads, width]
        if (part.dim() == 3)
            index = slots.unsqueeze(-1).expand({-1, -1, part.size(2)});
        part.narrow(0, 0, slots.size(0)).copy_(part.gather(0, index));
    }
    m_fill = slots.size(0);
}

at::Tensor TokenCache::scores() const
{
    const at::Tensor held = m_scores.narrow(0, 0, m_fill);
    return m_eviction.rule == KvEvict::SnapKv
               ? pooledOverNeighbours(held, tokens(), m_shape.tokensPerFrame, m_eviction.columns)
               : held;
}

bool TokenCache::wantsMass() const
{
    return m_eviction.rule == KvEvict::H2o || m_eviction.rule == KvEvict::SnapKv;
}

void TokenCache::observe(const at::Tensor& mass)
{
    IMPRINT_ASSERT(wantsMass() && mass.size(0) == m_fill);
    at::Tensor held = m_scores.narrow(0, 0, m_fill);
    if (m_eviction.rule == KvEvict::H2o)
        held.add_(mass);
    else
        held.copy_(mass); // of the latest pass: the clean one, by the time that room is made
}

std::int64_t TokenCache::bytes() const
{
    return static_cast<std::int64_t>(m_keys.nbytes() + m_values.nbytes() + m_tokens.nbytes() +
                                     m_scores.nbytes());
}

std::int64_t TokenCache::predictedBytes(const KvShape& shape, const TokenEviction& eviction)
{
    constexpr std::int64_t kNumberAndScore = 4 + 4;
    const auto perNumber = static_cast<std::int64_t>(c10::elementSize(shape.type));
    return eviction.tokens * shape.heads * (2 * shape.headDim * perNumber + kNumberAndScore);
}

} // namespace imprint::engine
