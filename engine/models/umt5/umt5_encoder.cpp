#include "engine/models/umt5/umt5_encoder.h"

#include "engine/core/error.h"
#include "engine/models/umt5/relative_buckets.h"
#include "engine/nn/all_finite.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// Refuses what the classes here are not; returns the config otherwise.
const Umt5Config& checked(const Umt5Config& config)
{
    validate(config);
    if (config.sharedPositions)
        throw Error(ErrorCode::Unsupported,
                    "a text encoder with one table of distances for all blocks is T5, not UMT5");
    if (config.attentionDim % config.heads != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("the text encoder's width of attention, ", config.attentionDim,
                           ", is no multiple of its ", config.heads, " heads"));
    if (config.maxDistance <= config.buckets / 4)
        throw Error(ErrorCode::BadConfig,
                    concat("the text encoder's longest distance, ", config.maxDistance,
                           ", must be more than a quarter of its ", config.buckets, " buckets"));
    return config;
}

std::string blockScope(const std::string& scope, std::int64_t layer)
{
    return concat(scope, "blocks.", layer);
}

Umt5Block readBlock(WeightReader& weights, const std::string& scope, std::int64_t layer,
                    const Umt5Config& config)
{
    Umt5Block block(weights, blockScope(scope, layer), config);
    if (block.type() == at::kHalf)
        throw Error(ErrorCode::Unsupported, "the text encoder overflows in fp16",
                    "Use bf16 or fp32 for it");
    return block;
}

at::Tensor bucketsFor(const at::Tensor& x, const Umt5Config& config)
{
    return relativeBuckets(x.size(0), config.buckets, config.maxDistance).to(x.device());
}

} // namespace

Umt5Ends::Umt5Ends(WeightReader& weights, const std::string& scope, const Umt5Config& config)
    : m_config(checked(config))
    , m_table(
          weights.requireMapped(scope + "token_embedding.weight", {config.vocabulary, config.dim}))
    , m_norm(weights, scope + "norm", config.dim, kUmt5NormEpsilon)
{
}

at::Tensor Umt5Ends::begin(const PromptIds& ids, at::ScalarType type) const
{
    const auto count = static_cast<std::int64_t>(ids.size());
    if (count < 1 || count > m_config.textLength)
        throw Error(ErrorCode::BadInput, concat("a prompt of ", count, " tokens cannot be encoded"),
                    concat("It must have 1 to ", m_config.textLength, " of them"));
    const auto wrong = std::find_if(ids.begin(), ids.end(), [this](std::int64_t id) {
        return id < 0 || id >= m_config.vocabulary;
    });
    if (wrong != ids.end())
        throw Error(ErrorCode::BadInput,
                    concat("token ", *wrong, " is not among the ", m_config.vocabulary,
                           " of the text encoder"),
                    "Tokenizer and text encoder are not of one model");
    const at::Tensor rows = m_table.index_select(0, at::tensor(ids, at::kLong)).to(type);
    if (!allFinite(rows))
        throw Error(ErrorCode::BadInput,
                    "tensor 'token_embedding.weight' has values that are no "
                    "numbers",
                    "Fetch the file again");
    return rows;
}

at::Tensor Umt5Ends::finish(const at::Tensor& x) const
{
    return at::constant_pad_nd(m_norm(x), {0, 0, 0, m_config.textLength - x.size(0)});
}

Umt5Encoder::Umt5Encoder(WeightReader& weights, const std::string& scope, const Umt5Config& config)
    : m_config(config)
    , m_ends(weights, scope, config)
{
    for (std::int64_t layer = 0; layer < config.layers; ++layer)
        m_blocks.push_back(readBlock(weights, scope, layer, config));
}

at::Tensor Umt5Encoder::operator()(const PromptIds& ids) const
{
    at::Tensor x = m_ends.begin(ids, m_blocks.front().type());
    const at::Tensor buckets = bucketsFor(x, m_config);
    for (const Umt5Block& block : m_blocks)
        x = block(x, buckets);
    return m_ends.finish(x);
}

std::vector<at::Tensor> encodeBlockByBlock(WeightReader& weights, const std::string& scope,
                                           const Umt5Config& config,
                                           const std::vector<PromptIds>& prompts,
                                           const BlockProgress& progress)
{
    const Umt5Ends ends(weights, scope, config);
    std::vector<at::Tensor> states(prompts.size());
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const Umt5Block block = readBlock(weights, scope, layer, config);
        for (std::size_t prompt = 0; prompt < prompts.size(); ++prompt) {
            at::Tensor& x = states[prompt];
            if (layer == 0)
                x = ends.begin(prompts[prompt], block.type());
            x = block(x, bucketsFor(x, config));
        }
        if (progress)
            progress(layer + 1, config.layers);
    }
    for (at::Tensor& x : states)
        x = ends.finish(x);
    return states;
}

} // namespace imprint::engine
