#pragma once

#include "engine/models/umt5/umt5_block.h"
#include "engine/models/umt5/umt5_config.h"
#include "engine/nn/norms.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imprint::engine {

/// Ids of a prompt's real tokens, the end piece included.
using PromptIds = std::vector<std::int64_t>;

/// Called when `done` of `all` blocks are through; may throw Error(Stopped).
using BlockProgress = std::function<void(std::int64_t done, std::int64_t all)>;

/// The encoder without its blocks: the table of tokens in front of them, the norm behind them.
class Umt5Ends {
public:
    /// The table stays in the file if that is mapped: only rows that are asked for are read.
    Umt5Ends(WeightReader& weights, const std::string& scope, const Umt5Config& config);

    /// ids -> [T, dim] in `type`. Throws Error(BadInput) for an id that is not in the table, for none or too many, and for a
    /// row that is no number.
    at::Tensor begin(const PromptIds& ids, at::ScalarType type) const;

    /// x [T, dim] -> [text length, dim], zero behind the T rows.
    at::Tensor finish(const at::Tensor& x) const;

private:
    Umt5Config m_config;
    at::Tensor m_table; // [vocabulary, dim], as stored
    RmsNorm m_norm;
};

/// The UMT5 text encoder with all its blocks in memory; gives the memory back when it is destroyed. Runs on the real tokens
/// alone, which is what running on the padded prompt with its mask gives. Const; thread: any.
/// bf16 or fp32: fp16 overflows.
/// Source: Self-Forcing wan/modules/t5.py; specs/wan-causal.md section 5; parity: umt5-encode.
class Umt5Encoder {
public:
    /// Tensor names are the original Wan ones below `scope` ("" in published files).
    /// Throws Error(Unsupported) for fp16 weights and for shared positions.
    Umt5Encoder(WeightReader& weights, const std::string& scope, const Umt5Config& config);

    /// Returns [text length, dim], zero behind the real tokens. Throws as Umt5Ends::begin.
    at::Tensor operator()(const PromptIds& ids) const;

private:
    Umt5Config m_config;
    Umt5Ends m_ends;
    std::vector<Umt5Block> m_blocks;
};

/// The same for several prompts, with one block in memory at a time: reads the whole file once and holds a 24th of it. What
/// the product does, for a prompt is encoded once and then kept. Returns one tensor per prompt.
std::vector<at::Tensor> encodeBlockByBlock(WeightReader& weights, const std::string& scope,
                                           const Umt5Config& config,
                                           const std::vector<PromptIds>& prompts,
                                           const BlockProgress& progress = {});

} // namespace imprint::engine
