#include "engine/ispa/latent_archive.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {

std::int64_t ArchivedBlock::bytes() const
{
    auto total = static_cast<std::int64_t>(clean.nbytes());
    for (const auto& [name, tensor] : controls)
        total += static_cast<std::int64_t>(tensor.nbytes());
    return total;
}

LatentArchive::LatentArchive(const ArchiveLimits& limits)
    : m_limits(limits)
{
    IMPRINT_ASSERT(limits.pinnedBlocks >= 1 && limits.ringBlocks >= 0);
}

void LatentArchive::add(ArchivedBlock block)
{
    const FrameSpan last = m_blocks.empty() ? FrameSpan{} : m_blocks.back().frames;
    IMPRINT_ASSERT(block.frames.first == last.first + last.count && block.frames.count > 0 &&
                       block.clean.size(0) == block.frames.count,
                   "block of ", block.frames.count, " frames at ", block.frames.first, " after ",
                   last.first + last.count);
    // Copies: a view would keep the whole tensor that it looks at.
    block.clean = block.clean.to(m_limits.type, /*non_blocking=*/false, /*copy=*/true);
    for (auto& [name, tensor] : block.controls)
        tensor = tensor.clone();
    m_blocks.push_back(std::move(block));
    if (static_cast<std::int64_t>(m_blocks.size()) > m_limits.pinnedBlocks + m_limits.ringBlocks)
        m_blocks.erase(m_blocks.begin() + m_limits.pinnedBlocks);
}

std::vector<ArchivedBlock> LatentArchive::firstBlocks(std::int64_t frames) const
{
    std::vector<ArchivedBlock> first;
    for (const ArchivedBlock& block : m_blocks)
        if (block.frames.first < frames)
            first.push_back(block);
    return first;
}

std::int64_t LatentArchive::missingFrames() const
{
    std::int64_t missing = 0;
    std::int64_t end = 0;
    for (const ArchivedBlock& block : m_blocks) {
        const std::int64_t next = block.frames.first + block.frames.count;
        missing += block.frames.first > end ? next - end : 0;
        end = next;
    }
    return missing;
}

std::int64_t LatentArchive::bytes() const
{
    std::int64_t total = 0;
    for (const ArchivedBlock& block : m_blocks)
        total += block.bytes();
    return total;
}

std::int64_t LatentArchive::predictedBytes(const ArchiveLimits& limits, std::int64_t blocks,
                                           std::int64_t firstBytes, std::int64_t otherBytes)
{
    const std::int64_t kept = std::min(blocks, limits.pinnedBlocks + limits.ringBlocks);
    return kept == 0 ? 0 : firstBytes + (kept - 1) * otherBytes;
}

} // namespace imprint::engine
