#include "engine/pipeline/wan/wan_archive.h"

#include "engine/models/livetalk/sound_path.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// Of a cache that grows: a minute of blocks. To go over them again takes a clean pass each.
constexpr std::int64_t kBlocksOfGrowing = 80;

std::int64_t blocksOf(std::int64_t frames, std::int64_t perBlock)
{
    return (frames + perBlock - 1) / perBlock;
}

} // namespace

bool keepsArchive(const WanRecipe& recipe)
{
    return recipe.network.inChannels > recipe.network.outChannels &&
           recipe.cache.kind != WanCacheKind::Recompute;
}

ArchiveLimits archiveLimits(const WanRecipe& recipe, const SessionConfig& config)
{
    const std::int64_t block = recipe.sampler.blockFrames;
    const std::int64_t sinks = std::max(config.ispaSinkFrames, config.kvSinkFrames);
    const std::int64_t pinned = std::max<std::int64_t>({1, sinks, config.ispaWarmup});
    const std::int64_t ring = recipe.cache.kind == WanCacheKind::Growing
                                  ? kBlocksOfGrowing
                                  : blocksOf(recipe.cache.windowFrames + config.ispaWarmup, block);
    return {.pinnedBlocks = blocksOf(pinned, block), .ringBlocks = ring};
}

std::int64_t predictedArchiveBytes(const WanRecipe& recipe, const WanRolloutSettings& settings,
                                   const SessionConfig& config, at::ScalarType network,
                                   std::int64_t frames)
{
    if (!keepsArchive(recipe))
        return 0;
    const std::int64_t block = recipe.sampler.blockFrames;
    const ArchiveLimits limits = archiveLimits(recipe, config);
    const std::int64_t latent = recipe.network.outChannels * settings.height * settings.width *
                                static_cast<std::int64_t>(c10::elementSize(limits.type));
    const std::int64_t sound = SoundPath::blocksThatHear(recipe.network.layers) *
                               recipe.network.dim *
                               static_cast<std::int64_t>(c10::elementSize(network));
    const std::int64_t bytes = block * (latent + sound);
    return LatentArchive::predictedBytes(limits, blocksOf(frames, block), bytes, bytes);
}

} // namespace imprint::engine
