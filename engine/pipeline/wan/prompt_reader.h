#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/models/umt5/umt5_encoder.h"

#include <ATen/ATen.h>

#include <functional>
#include <string>
#include <vector>

namespace imprint::engine {

/// Where a published text encoder lies and what it is.
struct Umt5Files {
    std::string weights; ///< the encoder's file
    std::string
        weightsHash; ///< tells this file from others: its SHA-256, or whatever else does; 11 GB take a while to hash
    std::string tokenizerFolder; ///< with spiece.model and tokenizer.json
    Umt5Config config;
    at::ScalarType type = at::kBFloat16; ///< that it computes in, and of the embeddings
};

/// Prompts as users write them -> their embeddings [text length, width], one each. May take a minute for those that it has
/// not met before; what `progress` throws ends it. Throws Error(BadInput) for a text that is not UTF-8, and what reading the
/// encoder throws. Thread: one at a time.
using PromptReader = std::function<std::vector<at::Tensor>(const std::vector<std::string>& prompts,
                                                           const BlockProgress& progress)>;

/// Makes the reader of a model's prompts. It is handed to whoever loads models rather than built in: what cuts prompts into
/// tokens links libraries that the engine does without on machines for training and measuring.
using OpenPromptReader = std::function<PromptReader(const Umt5Files& files)>;

} // namespace imprint::engine
