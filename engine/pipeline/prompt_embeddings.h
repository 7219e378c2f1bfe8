#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

/// Makes the embeddings of cleaned prompts: loads the text encoder, runs it, lets go of it. One tensor per prompt.
using PromptEncoding =
    std::function<std::vector<at::Tensor>(const std::vector<std::string>& cleaned)>;

/// What is kept of prompts that were encoded.
struct PromptCacheSettings {
    std::string folder;        ///< made when something is kept
    std::string encoder;       ///< hash of what makes the embeddings: weights, tokenizer, type
    std::int64_t rows = 512;   ///< of an embedding
    std::int64_t width = 4096; ///< of an embedding
    std::int64_t limitBytes = std::int64_t{256}
                              << 20; ///< of all that is kept, also by other encoders
};

/// Embeddings of prompts, from disk where they were made before: a text encoder has 11 GB, what it says of a prompt at most 4 MiB.
/// One safetensors file per prompt, named by the hash of prompt and encoder, holding the rows that are not zero and no text. What has
/// not been asked for the longest is deleted when the limit is passed; a file that cannot be read, or is not what was written, is
/// logged, made anew and written over. A cache that cannot be written costs a log line and time, never a generation.
/// Thread: its owner's. Several processes may share a folder.
class PromptEmbeddings {
public:
    PromptEmbeddings(PromptCacheSettings settings, PromptEncoding encode);

    /// cleaned  prompts as the tokenizer gets them; those that are not kept are encoded together, each once
    /// Returns [rows, width] per prompt, in the type that the encoding gives. Throws what the encoding throws, and
    /// Error(BadShape) if it gives another shape.
    std::vector<at::Tensor> operator()(const std::vector<std::string>& cleaned) const;

    /// Whether all of them are kept, so that the encoder would not be needed. A damaged file is found only when it is read.
    bool has(const std::vector<std::string>& cleaned) const;

private:
    std::string pathOf(const std::string& prompt) const;
    std::optional<at::Tensor> read(const std::string& path) const;
    at::Tensor readWhole(const std::string& path) const;
    void keep(const std::string& path, const at::Tensor& embedding) const;
    void forgetOldest(const std::vector<std::string>& spared) const;

    PromptCacheSettings m_settings;
    PromptEncoding m_encode;
};

} // namespace imprint::engine
