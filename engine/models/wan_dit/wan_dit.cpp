#include "engine/models/wan_dit/wan_dit.h"

#include "engine/core/error.h"
#include "engine/nn/activations.h"
#include "engine/nn/time_embedding.h"

namespace imprint::engine {
namespace {

// Patches of one frame, two rows and two columns: the only size published.
constexpr std::int64_t kPatch = 2;
constexpr std::int64_t kPatchArea = kPatch * kPatch;

std::string scoped(const std::string& scope, const std::string& name)
{
    return scope.empty() ? name : scope + "." + name;
}

std::vector<CausalBlock> makeBlocks(WeightReader& weights, const std::string& scope,
                                    const WanDitConfig& config)
{
    const CausalBlockConfig blockConfig{.dim = config.dim,
                                        .heads = config.heads,
                                        .ffnDim = config.ffnDim,
                                        .epsilon = config.epsilon,
                                        .qkEpsilon = config.epsilon,
                                        .qkNorm = QkNorm::FullWidth};
    std::vector<CausalBlock> blocks;
    for (std::int64_t i = 0; i < config.layers; ++i)
        blocks.emplace_back(weights, scoped(scope, concat("blocks.", i)), blockConfig);
    return blocks;
}

const WanDitConfig& checked(const WanDitConfig& config)
{
    validate(config);
    if (config.dim % (2 * config.heads) != 0)
        throw Error(ErrorCode::BadConfig, concat("width ", config.dim, " does not split into ",
                                                 config.heads, " heads of even width"));
    if (config.timeDim % 2 != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("width of the time sinusoid is ", config.timeDim, ", must be even"));
    return config;
}

void requireShape(const at::Tensor& tensor, at::IntArrayRef expected, const char* name)
{
    if (tensor.sizes() != expected)
        throw Error(ErrorCode::BadShape,
                    concat(name, " has shape ", tensor.sizes(), ", expected ", expected));
}

} // namespace

WanDit::WanDit(WeightReader& weights, const std::string& scope, const WanDitConfig& config)
    : m_config(checked(config))
    , m_patches(weights, scoped(scope, "patch_embedding"), config.inChannels, config.dim)
    , m_text0(weights, scoped(scope, "text_embedding.0"), config.textDim, config.dim)
    , m_text2(weights, scoped(scope, "text_embedding.2"), config.dim, config.dim)
    , m_time0(weights, scoped(scope, "time_embedding.0"), config.timeDim, config.dim)
    , m_time2(weights, scoped(scope, "time_embedding.2"), config.dim, config.dim)
    , m_timeProjection(weights, scoped(scope, "time_projection.1"), config.dim, 6 * config.dim)
    , m_blocks(makeBlocks(weights, scope, config))
    , m_headModulation(weights.require(scoped(scope, "head.modulation"), {1, 2, config.dim}))
    , m_head(weights, scoped(scope, "head.head"), config.dim, config.outChannels * kPatchArea)
{
}

KvShape WanDit::kvShape(std::int64_t height, std::int64_t width) const
{
    return {.tokensPerFrame = (height / kPatch) * (width / kPatch),
            .heads = m_config.heads,
            .headDim = m_config.dim / m_config.heads,
            .type = type()};
}

std::int64_t WanDit::predictedCrossBytes() const
{
    const auto perNumber = static_cast<std::int64_t>(c10::elementSize(type()));
    return m_config.layers * 2 * m_config.textLength * m_config.dim * perNumber;
}

DitState WanDit::makeState(std::int64_t height, std::int64_t width,
                           const CacheSettings& cache) const
{
    const KvShape shape = kvShape(height, width);
    DitState state;
    for (std::int64_t i = 0; i < m_config.layers; ++i)
        state.caches.emplace_back(shape, cache);
    return state;
}

at::Tensor WanDit::unpatchify(const at::Tensor& tokens, std::int64_t rows,
                              std::int64_t columns) const
{
    const std::int64_t frames = tokens.size(0);
    return tokens.reshape({frames, rows, columns, kPatch, kPatch, m_config.outChannels})
        .permute({5, 0, 1, 3, 2, 4}) // channel fastest
        .reshape({m_config.outChannels, frames, rows * kPatch, columns * kPatch});
}

WanTimes WanDit::timesOf(const at::Tensor& t) const
{
    const std::int64_t half = m_config.timeDim / 2;
    const at::Tensor sinusoid = timeSinusoid(t, half, static_cast<double>(half), type());
    const at::Tensor embedding = m_time2(at::silu(m_time0(sinusoid)));
    return {.embedding = embedding,
            .modulation = m_timeProjection(at::silu(embedding)).unflatten(-1, {6, m_config.dim})};
}

std::vector<CrossKeys> WanDit::promptKeys(const at::Tensor& context) const
{
    requireShape(context, {m_config.textLength, m_config.textDim}, "the prompt embedding");
    // Rows behind the real ones become a constant that is not zero, and are attended to (golden/README 7).
    const at::Tensor hidden = m_text0(context.to(type()));
    const at::Tensor rows = m_text2(geluTanh(hidden)).unsqueeze(0);
    std::vector<CrossKeys> keys;
    for (const CausalBlock& block : m_blocks)
        keys.push_back(block.crossKeys(rows));
    return keys;
}

at::Tensor WanDit::flowOf(const at::Tensor& tokens, const WanTimes& times, std::int64_t rows,
                          std::int64_t columns) const
{
    const auto m = (m_headModulation + times.embedding.unsqueeze(1)).unsqueeze(2).unbind(1);
    const at::Tensor patches = m_head(modulatedLayerNorm(tokens, m[0], m[1], m_config.epsilon));
    return unpatchify(patches, rows, columns);
}

at::Tensor WanDit::operator()(const at::Tensor& latent, const at::Tensor& t,
                              const at::Tensor& context, const WanPass& pass, DitState& state) const
{
    const std::int64_t height = latent.size(-2);
    const std::int64_t width = latent.size(-1);
    requireShape(latent, {m_config.inChannels, pass.frames.count, height, width}, "the latent");
    requireShape(t, {pass.frames.count}, "the timesteps");
    if (height % kPatch != 0 || width % kPatch != 0)
        throw Error(ErrorCode::BadShape, concat("the latent is ", height, " x ", width),
                    "Both must be even");
    const std::int64_t rows = height / kPatch;
    const std::int64_t columns = width / kPatch;
    RotaryConfig turns = RotaryConfig::wan(m_config.dim / m_config.heads, rows, columns);
    turns.timeOffset = pass.timeOffset;
    const Rotary rotary(turns);

    if (state.cross.empty())
        state.cross = promptKeys(context);
    const WanTimes times = timesOf(t);
    at::Tensor x = tokensOf(latent);
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const auto mixer = state.mixer(i, rotary, pass.frames, pass.kind);
        x = m_blocks[i](x, times.modulation, state.cross[i], *mixer);
        if (pass.behindBlock)
            x = pass.behindBlock(i, x);
    }
    return flowOf(x, times, rows, columns);
}

std::vector<at::Tensor> WanDit::outputWeights() const
{
    std::vector<at::Tensor> weights;
    for (const CausalBlock& block : m_blocks)
        weights.push_back(block.outputWeight());
    return weights;
}

} // namespace imprint::engine
