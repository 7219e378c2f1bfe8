#include "engine/nn/token_mixer.h"

#include "engine/nn/attention.h"

#include <vector>

namespace imprint::engine {

TokenMixer::TokenMixer(const Rotary& rotary, FrameSpan block, TokenCache& cache)
    : m_rotary(rotary)
    , m_block(block)
    , m_cache(cache)
{
}

at::Tensor TokenMixer::operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    // A token's place in its frame is known now; its position in time changes with what is dropped.
    const std::vector<std::int64_t> noTime(static_cast<std::size_t>(m_block.count), 0);
    m_cache.write(m_block, m_rotary(k, noTime), v);
    const at::Tensor positions = m_cache.positions(); // [M, heads]
    const at::Tensor keys = m_rotary.advanceEach(m_cache.keys(), positions);
    const at::Tensor turned = m_rotary(q, noTime).flatten(0, 1); // [N, heads, width]
    const std::int64_t rows = turned.size(0);
    const at::Tensor queries =
        m_rotary.advanceEach(turned, positions.narrow(0, positions.size(0) - rows, rows));
    if (m_cache.wantsMass())
        m_cache.observe(attentionMass(queries, keys));
    return attend(queries.unsqueeze(0), keys.unsqueeze(0), m_cache.values().unsqueeze(0))
        .view({q.size(0), q.size(1), -1});
}

} // namespace imprint::engine
