#pragma once

#include "engine/pipeline/wan/prompt_reader.h"
#include "tests/support/tensors.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace imprint::test {

/// Stands in for a text encoder: every prompt has an embedding of its own, and no prompt too.
/// opened  counts how often something was read; may be null
inline engine::OpenPromptReader inventedPrompts(std::atomic<int>* opened = nullptr)
{
    return [opened](const engine::Umt5Files& files) -> engine::PromptReader {
        return [opened, config = files.config, type = files.type](
                   const std::vector<std::string>& prompts, const engine::BlockProgress& progress) {
            if (opened)
                ++*opened;
            std::vector<at::Tensor> embeddings;
            for (const std::string& prompt : prompts) {
                RandomTensors random(std::hash<std::string>{}(prompt));
                embeddings.push_back(random({config.textLength, config.dim}).to(type));
            }
            progress(1, 1);
            return embeddings;
        };
    };
}

} // namespace imprint::test
