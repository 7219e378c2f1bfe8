#include "engine/pipeline/liveavatar/avatar_archive.h"

#include "engine/core/error.h"

#include <utility>

namespace imprint::engine {
namespace {

std::int64_t tensorBytes(const at::Tensor& x)
{
    return static_cast<std::int64_t>(x.nbytes());
}

} // namespace

std::int64_t AvatarSources::bytes() const
{
    return tensorBytes(prompt) + tensorBytes(reference) + tensorBytes(motion);
}

std::int64_t AvatarBlock::bytes() const
{
    std::int64_t total = tensorBytes(features);
    for (const at::Tensor& latents : given)
        total += tensorBytes(latents);
    return total;
}

void AvatarArchive::add(AvatarBlock block)
{
    if (!isKept())
        return;
    if (!m_blocks.empty()) {
        const FrameSpan last = m_blocks.back().frames;
        IMPRINT_ASSERT(block.frames.first == last.first + last.count, "a block at ",
                       block.frames.first, " after ", last.first + last.count);
    }
    // Copies: a view would keep the whole tensor that it looks at.
    for (at::Tensor& latents : block.given)
        latents = latents.clone();
    block.features = block.features.clone();
    m_blocks.push_back(std::move(block));
    if (static_cast<std::int64_t>(m_blocks.size()) > m_limit)
        m_blocks.pop_front();
}

std::vector<std::shared_ptr<const AvatarSources>> AvatarArchive::seen() const
{
    std::vector<std::shared_ptr<const AvatarSources>> different;
    for (const AvatarBlock& block : m_blocks)
        if (different.empty() || different.back() != block.saw)
            different.push_back(block.saw);
    return different;
}

std::int64_t AvatarArchive::bytes() const
{
    std::int64_t total = 0;
    for (const AvatarBlock& block : m_blocks)
        total += block.bytes();
    for (const auto& sources : seen())
        total += sources->bytes();
    return total;
}

} // namespace imprint::engine
