#include "engine/pipeline/wan/wan_archive.h"

#include "engine/core/error.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <algorithm>
#include <set>
#include <utility>

namespace imprint::engine {
namespace {

/// Blocks of the archive besides the first ones: of three latents a minute, which takes less than half of one layer's window.
constexpr std::int64_t kArchiveRing = 80;

std::int64_t promptNumber(const ArchivedBlock& block)
{
    return block.controls.at(kArchivedPrompt).item<std::int64_t>();
}

} // namespace

std::string promptExtra(std::int64_t number)
{
    return concat("prompt.", number);
}

bool canMakeHistoryAgain(const WanRecipe& recipe)
{
    return recipe.cache.kind != WanCacheKind::Recompute;
}

std::optional<ArchiveLimits> archiveFor(const SessionConfig& config, const WanRecipe& recipe,
                                        at::ScalarType type)
{
    if (!canMakeHistoryAgain(recipe))
        return std::nullopt;
    const std::int64_t perBlock = recipe.sampler.blockFrames;
    const std::int64_t pinned =
        std::max({1, config.ispaSinkFrames, config.kvSinkFrames, config.ispaWarmup});
    return ArchiveLimits{.pinnedBlocks = (pinned + perBlock - 1) / perBlock,
                         .ringBlocks = kArchiveRing,
                         .type = type};
}

std::int64_t predictedArchiveBytes(const WanRecipe& recipe, const WanRolloutSettings& settings,
                                   std::int64_t frames, std::int64_t promptBytes)
{
    if (!settings.archive || frames == 0)
        return 0;
    const std::int64_t perBlock = recipe.sampler.blockFrames;
    const auto number = static_cast<std::int64_t>(c10::elementSize(settings.archive->type));
    const std::int64_t block =
        perBlock * recipe.network.outChannels * settings.height * settings.width * number +
        2 * static_cast<std::int64_t>(sizeof(std::int64_t)) + // its prompt and its shot
        perBlock * settings.conditionValues * number;
    return promptBytes +
           LatentArchive::predictedBytes(*settings.archive, frames / perBlock, block, block);
}

void WanArchive::add(ArchivedBlock block, const at::Tensor& prompt, std::int64_t shot,
                     const at::Tensor& source)
{
    if (m_prompts.empty())
        m_prompts.emplace(0, prompt.clone());
    else if (!at::equal(m_prompts.rbegin()->second, prompt))
        m_prompts.emplace(m_prompts.rbegin()->first + 1, prompt.clone());
    block.controls = {{kArchivedPrompt, at::scalar_tensor(m_prompts.rbegin()->first, at::kLong)},
                      {kArchivedShot, at::scalar_tensor(shot, at::kLong)}};
    if (source.defined())
        block.controls[kArchivedSource] = source;
    m_blocks.add(std::move(block));
    std::set<std::int64_t> used;
    for (const ArchivedBlock& kept : blocks())
        used.insert(promptNumber(kept));
    std::erase_if(m_prompts, [&](const auto& entry) { return !used.contains(entry.first); });
}

void WanArchive::begin(const Learnt& learnt, at::ScalarType promptType)
{
    IMPRINT_ASSERT(blocks().empty(), "there are blocks already");
    for (std::size_t i = 0; i < learnt.extras.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i);
        m_prompts.emplace(number, learnt.extras.at(promptExtra(number)).to(promptType));
    }
    for (const ArchivedBlock& block : learnt.sinks)
        m_blocks.add(block);
}

bool WanArchive::putFirst(std::int64_t frames, Learnt& learnt) const
{
    learnt.sinks = m_blocks.firstBlocks(frames);
    if (learnt.sinks.empty())
        return false;
    const FrameSpan last = learnt.sinks.back().frames;
    for (const ArchivedBlock& block : learnt.sinks) // those of the first block begin the numbers
        learnt.extras.emplace(promptExtra(promptNumber(block)), promptOf(block));
    return last.first + last.count == frames;
}

const at::Tensor& WanArchive::promptOf(const ArchivedBlock& block) const
{
    return m_prompts.at(promptNumber(block));
}

std::int64_t WanArchive::shotOf(const ArchivedBlock& block)
{
    return block.controls.at(kArchivedShot).item<std::int64_t>();
}

at::Tensor WanArchive::sourceOf(const ArchivedBlock& block)
{
    const auto source = block.controls.find(kArchivedSource);
    return source == block.controls.end() ? at::Tensor() : source->second;
}

std::int64_t WanArchive::promptBytes() const
{
    std::int64_t bytes = 0;
    for (const auto& [number, prompt] : m_prompts)
        bytes += static_cast<std::int64_t>(prompt.nbytes());
    return bytes;
}

} // namespace imprint::engine
