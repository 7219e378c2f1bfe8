#pragma once

#include "engine/models/umt5/prompt_cleaning.h"
#include "engine/pipeline/prompt_embeddings.h"
#include "engine/pipeline/wan/prompt_reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Where embeddings are kept between runs, and how much of them.
struct PromptCachePlace {
    std::string folder;
    std::int64_t limitBytes = std::int64_t{256} << 20;
};

/// From prompts as users write them to what a DiT of the Wan family reads: cleaned, freed of the tokenizer's special texts, encoded,
/// kept. The encoder is opened for prompts that are not kept alone, with one block in memory at a time, and is gone afterwards.
/// Thread: its owner's.
class Umt5Prompts {
public:
    /// Reads the tokenizer's two files to tell caches apart. Throws Error(NotFound | BadInput) naming one that is not there.
    Umt5Prompts(Umt5Files files, const PromptCachePlace& place);

    /// prompts   UTF-8
    /// progress  called while the encoder runs; not at all if all prompts are kept
    /// Returns [text length, dim] per prompt. Throws Error(BadInput) for a prompt that is not UTF-8, or as the files' readers.
    std::vector<at::Tensor> operator()(const std::vector<std::string>& prompts,
                                       const BlockProgress& progress = {}) const;

private:
    std::vector<at::Tensor> encode(const std::vector<std::string>& cleaned,
                                   const BlockProgress& progress) const;

    Umt5Files m_files;
    PromptCacheSettings m_cache;
    PromptCleaner m_clean;
};

/// What makes a model's Umt5Prompts, which all keep their embeddings in the same place.
OpenPromptReader openUmt5Prompts(PromptCachePlace place);

} // namespace imprint::engine
