#include "app/train/dit/block_layout.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::train {
namespace {

/// Clean slot of a latent: clean slots lie in order of time.
std::int64_t cleanSlot(std::int64_t latent)
{
    return latent;
}

SlotGroup makeGroup(const BlockLayout& layout, std::int64_t block, bool noisy)
{
    const std::int64_t n = layout.blockFrames;
    const std::int64_t firstLatent = 1 + (block - 1) * n;
    SlotGroup group{.first = noisy ? layout.cleanSlots() + (block - layout.firstTarget) * n
                                   : cleanSlot(firstLatent),
                    .count = n};
    group.keys.push_back(cleanSlot(0));
    for (std::int64_t latent = std::max<std::int64_t>(1, firstLatent - layout.windowFrames);
         latent < firstLatent; ++latent)
        group.keys.push_back(cleanSlot(latent));
    for (std::int64_t i = 0; i < n; ++i) {
        group.queryPositions.push_back(static_cast<std::int64_t>(group.keys.size()));
        group.keys.push_back(group.first + i);
    }
    for (std::size_t rank = 0; rank < group.keys.size(); ++rank)
        group.keyPositions.push_back(static_cast<std::int64_t>(rank));
    return group;
}

} // namespace

BlockLayout makeBlockLayout(const LayoutSettings& settings)
{
    if (settings.blockFrames < 1 || settings.blocks < 1 || settings.firstTarget < 1 ||
        settings.firstTarget > settings.blocks || settings.windowFrames < 0)
        throw Error(ErrorCode::BadConfig,
                    concat("a sample of ", settings.blocks, " blocks with target ",
                           settings.firstTarget, " cannot be laid out"));
    BlockLayout layout{settings, {}, {}};
    const std::int64_t n = settings.blockFrames;
    layout.slots.push_back({});
    const auto addBlock = [&](std::int64_t block, bool noisy) {
        for (std::int64_t i = 0; i < n; ++i)
            layout.slots.push_back(
                {.latent = 1 + (block - 1) * n + i, .block = block, .noisy = noisy});
    };
    for (std::int64_t block = 1; block < layout.blocks; ++block) // nothing sees the last one clean
        addBlock(block, false);
    for (std::int64_t block = layout.firstTarget; block <= layout.blocks; ++block)
        addBlock(block, true);

    layout.groups.push_back(
        {.first = 0, .count = 1, .keys = {0}, .keyPositions = {0}, .queryPositions = {0}});
    for (std::int64_t block = 1; block < layout.blocks; ++block)
        layout.groups.push_back(makeGroup(layout, block, false));
    for (std::int64_t block = layout.firstTarget; block <= layout.blocks; ++block)
        layout.groups.push_back(makeGroup(layout, block, true));
    return layout;
}

} // namespace imprint::train
