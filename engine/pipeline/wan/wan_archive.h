#pragma once

#include "engine/core/session_config.h"
#include "engine/ispa/latent_archive.h"
#include "engine/pipeline/session_persona.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace imprint::engine {

struct WanRolloutSettings;

// Controls of an archived block.
inline constexpr const char* kArchivedPrompt = "prompt"; ///< its number
inline constexpr const char* kArchivedSource = "source"; ///< of its condition
inline constexpr const char* kArchivedShot = "shot";     ///< its number

/// The extra of Learnt that is the embedding of a prompt's number.
std::string promptExtra(std::int64_t number);

/// Whether the history of such a model can be made again from its clean latents, prompts and conditions: it keeps one.
bool canMakeHistoryAgain(const WanRecipe& recipe);

/// What a session's settings want kept for it. type: of the network. Nothing where it cannot be used.
std::optional<ArchiveLimits> archiveFor(const SessionConfig& config, const WanRecipe& recipe,
                                        at::ScalarType type);

/// Bytes by formula of what is kept of so many latent frames of a clip with so many bytes of prompts.
std::int64_t predictedArchiveBytes(const WanRecipe& recipe, const WanRolloutSettings& settings,
                                   std::int64_t frames, std::int64_t promptBytes);

/// What a rollout keeps of its clip: clean latents, the prompts that they were made under, and what else they were told. A prompt
/// goes with the last block that it was for. Thread: the generator's.
class WanArchive {
public:
    explicit WanArchive(const ArchiveLimits& limits)
        : m_blocks(limits)
    {
    }

    /// As LatentArchive::add; block: without its controls. source: may be undefined.
    void add(ArchivedBlock block, const at::Tensor& prompt, std::int64_t shot,
             const at::Tensor& source);

    /// In place of an empty one: the first blocks of another clip. promptType: of embeddings here.
    void begin(const Learnt& learnt, at::ScalarType promptType);

    /// Writes the blocks with exactly so many first frames, and their prompts, into a value that others begin with. Returns whether
    /// there are such blocks.
    bool putFirst(std::int64_t frames, Learnt& learnt) const;

    const std::deque<ArchivedBlock>& blocks() const { return m_blocks.blocks(); }
    std::int64_t missingFrames() const { return m_blocks.missingFrames(); }

    /// One object for blocks of one prompt that stand together.
    const at::Tensor& promptOf(const ArchivedBlock& block) const;
    static std::int64_t shotOf(const ArchivedBlock& block);
    static at::Tensor sourceOf(const ArchivedBlock& block); ///< undefined: it had none

    std::int64_t promptBytes() const;
    /// All of it.
    std::int64_t bytes() const { return m_blocks.bytes() + promptBytes(); }

private:
    LatentArchive m_blocks;
    std::map<std::int64_t, at::Tensor> m_prompts; // by number; the numbers go on
};

} // namespace imprint::engine
