#include "engine/models/pocket/pocket_generator.h"

#include "engine/core/error.h"
#include "engine/nn/time_embedding.h"

namespace imprint::engine {
namespace {

constexpr double kLayerNormEpsilon = 1e-5;
constexpr double kRmsNormEpsilon = 1e-6;
constexpr std::int64_t kTimeHalf = 64; // cosines and sines of the time embedding
// The posed reference always counts this much, so that errors of the last latent fade away.
constexpr double kLeastPosed = 0.15;

RotaryConfig rotaryConfig(const PocketConfig& config)
{
    return {.pairs = config.rotaryPairs,
            .theta = config.rotaryTheta,
            .rows = config.latent.rows / config.generator.patch,
            .columns = config.latent.columns / config.generator.patch};
}

std::vector<CausalBlock> makeBlocks(WeightReader& weights, const PocketGeneratorConfig& g)
{
    const CausalBlockConfig blockConfig{.dim = g.dim,
                                        .heads = g.heads,
                                        .ffnDim = g.ffn,
                                        .epsilon = kLayerNormEpsilon,
                                        .qkEpsilon = kRmsNormEpsilon,
                                        .qkNorm = QkNorm::PerHead};
    std::vector<CausalBlock> blocks;
    for (std::int64_t i = 0; i < g.layers; ++i)
        blocks.emplace_back(weights, concat("blocks.", i), blockConfig);
    return blocks;
}

} // namespace

std::int64_t PocketConditioning::crossBytes() const
{
    std::int64_t total = 0;
    for (const CrossKeys& keys : cross)
        total += keys.bytes();
    return total;
}

PocketGenerator::PocketGenerator(WeightReader& weights, const PocketConfig& config)
    : m_config(config)
    , m_rotary(rotaryConfig(config))
    , m_patch(weights, "patch_embedding", config.tokenWidth(), config.generator.dim)
    , m_anchor(weights, "anchor_embedding", config.tokenWidth(), config.generator.dim, Bias::No)
    , m_positionTable(weights.require("position_table",
                                      {config.generator.tokensPerFrame, config.generator.dim}))
    , m_time0(weights, "time_embedding.0", 2 * kTimeHalf, config.generator.dim)
    , m_time2(weights, "time_embedding.2", config.generator.dim, config.generator.dim)
    , m_timeProjection(weights, "time_projection.1", config.generator.dim, 6 * config.generator.dim)
    , m_audioModulation0(weights, "audio_modulation.0",
                         config.generator.audioTokens * config.generator.audioDim,
                         config.generator.dim)
    , m_audioModulation2(weights, "audio_modulation.2", config.generator.dim, config.generator.dim)
    , m_motionModulation0(weights, "motion_modulation.0", config.generator.motionDim,
                          config.generator.dim)
    , m_motionModulation2(weights, "motion_modulation.2", config.generator.dim,
                          config.generator.dim)
    , m_attributeTable(weights.require(
          "attribute_embedding.weight",
          {static_cast<std::int64_t>(config.attributes.size()), config.generator.dim}))
    , m_audioEmbedding(weights, "audio_embedding", config.generator.audioDim, config.generator.dim)
    , m_audioPosition(
          weights.require("audio_position", {config.generator.audioTokens, config.generator.dim}))
    , m_audioNull(weights.require("audio_null", {config.generator.audioDim}))
    , m_motionEmbedding(weights, "motion_embedding", config.generator.motionDim,
                        config.generator.dim)
    , m_contextNorm(weights, "context_norm", config.generator.dim, kLayerNormEpsilon)
    , m_blocks(makeBlocks(weights, config.generator))
    , m_headModulation(weights.require("head.modulation", {1, 2, config.generator.dim}))
    , m_head(weights, "head.head", config.generator.dim, config.tokenWidth())
{
    m_rotary = m_rotary.onDevice(m_positionTable.device());
    if (!config.posedReference)
        return;
    m_posed.emplace(weights, "posed_embedding", config.tokenWidth(), config.generator.dim,
                    Bias::No);
    m_gate.emplace(weights, "head.gate", config.generator.dim, 1);
}

KvShape PocketGenerator::kvShape() const
{
    const auto& g = m_config.generator;
    return {.tokensPerFrame = g.tokensPerFrame,
            .heads = g.heads,
            .headDim = g.dim / g.heads,
            .type = m_positionTable.scalar_type()};
}

std::int64_t PocketGenerator::predictedCrossBytes(std::int64_t latentFrames) const
{
    const auto& g = m_config.generator;
    const std::int64_t rows = g.textTokens + g.audioTokens + 1; // words, sound, motion
    return 2 * g.layers * latentFrames * rows * g.dim *
           static_cast<std::int64_t>(m_positionTable.element_size());
}

PocketGenerator PocketGenerator::withBlockFrames(std::int64_t frames) const
{
    PocketGenerator result = *this;
    result.m_config.generator.blockFrames = frames;
    return result;
}

DitState PocketGenerator::makeState(const CacheSettings& cache) const
{
    DitState state;
    for (std::int64_t i = 0; i < m_config.generator.layers; ++i)
        state.caches.emplace_back(kvShape(), cache);
    return state;
}

at::Tensor PocketGenerator::audioOf(const PocketControls& controls) const
{
    const auto& g = m_config.generator;
    const at::Tensor null =
        m_audioNull.expand({controls.motion.size(0), g.audioTokens, g.audioDim});
    if (!controls.audio.defined())
        return null;
    if (!controls.soundless.defined())
        return controls.audio;
    return at::where(controls.soundless.view({-1, 1, 1}), null, controls.audio);
}

at::Tensor PocketGenerator::contextOf(const PocketControls& controls, const at::Tensor& audio) const
{
    const std::int64_t frames = controls.motion.size(0);
    const at::Tensor words = at::embedding(m_attributeTable, controls.attributes)
                                 .expand({frames, -1, -1});             // [F, 14, dim]
    const at::Tensor sound = m_audioEmbedding(audio) + m_audioPosition; // [F, 6, dim]
    const at::Tensor motion = m_motionEmbedding(controls.motion).unsqueeze(1);
    return m_contextNorm(at::cat({words, sound, motion}, 1)); // [F, 21, dim]
}

PocketConditioning PocketGenerator::condition(const PocketControls& controls) const
{
    const at::Tensor audio = audioOf(controls);
    PocketConditioning result;
    result.modulation =
        m_motionModulation2(at::silu(m_motionModulation0(controls.motion))) +
        m_audioModulation2(at::silu(m_audioModulation0(audio.flatten(1)))); // [F, dim]
    const at::Tensor context = contextOf(controls, audio);
    for (const CausalBlock& block : m_blocks)
        result.cross.push_back(block.crossKeys(context));
    return result;
}

at::Tensor PocketGenerator::timeEmbedding(const at::Tensor& times,
                                          const PocketConditioning& conditioning,
                                          at::ScalarType type) const
{
    const at::Tensor sinusoid = timeSinusoid(times * 1000.0, kTimeHalf, kTimeHalf - 1, type);
    return m_time2(at::silu(m_time0(sinusoid))) + conditioning.modulation; // [F, dim]
}

at::Tensor PocketGenerator::embed(const at::Tensor& noisy, const PocketAnchor& anchor) const
{
    IMPRINT_ASSERT(anchor.posed.defined() == m_posed.has_value());
    const at::Tensor x = m_patch(noisy) + m_anchor(anchor.last) + m_positionTable;
    return m_posed ? x + (*m_posed)(anchor.posed) : x;
}

at::Tensor PocketGenerator::finish(const at::Tensor& x, const PocketAnchor& anchor,
                                   const at::Tensor& e) const
{
    // Unlike Wan's head the time moves the scale alone, not the shift.
    const at::Tensor shift = m_headModulation[0][0];
    const at::Tensor scale = (m_headModulation[0][1] + e).unsqueeze(1); // [F, 1, dim]
    const at::Tensor normed = modulatedLayerNorm(x, shift, scale, kLayerNormEpsilon);
    const at::Tensor change = m_head(normed);
    if (!m_gate)
        return anchor.last + change;
    const at::Tensor share = at::sigmoid((*m_gate)(normed)) * (1 - kLeastPosed) + kLeastPosed;
    return anchor.last + (anchor.posed - anchor.last) * share + change;
}

at::Tensor PocketGenerator::operator()(const at::Tensor& noisy, const PocketAnchor& anchor,
                                       double time, const PocketConditioning& conditioning,
                                       FrameSpan block, DitState& state) const
{
    const at::Tensor e =
        timeEmbedding(at::full({1}, time, at::kDouble), conditioning, noisy.scalar_type());
    const at::Tensor modulation =
        m_timeProjection(at::silu(e)).unflatten(-1, {6, m_config.generator.dim});
    at::Tensor x = embed(noisy, anchor);
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const auto mixer = state.mixer(i, m_rotary, block);
        x = m_blocks[i](x, modulation, conditioning.cross[i], *mixer);
    }
    return finish(x, anchor, e);
}

at::Tensor PocketGenerator::operator()(const at::Tensor& noisy, const PocketAnchor& anchor,
                                       const at::Tensor& times,
                                       const PocketConditioning& conditioning,
                                       SelfMixer& mixer) const
{
    const at::Tensor e = timeEmbedding(times, conditioning, noisy.scalar_type());
    const at::Tensor modulation =
        m_timeProjection(at::silu(e)).unflatten(-1, {6, m_config.generator.dim});
    at::Tensor x = embed(noisy, anchor);
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        x = m_blocks[i](x, modulation, conditioning.cross[i], mixer);
    return finish(x, anchor, e);
}

at::Tensor PocketGenerator::toTokens(const at::Tensor& latents) const
{
    const std::int64_t patch = m_config.generator.patch;
    const std::int64_t rows = m_config.latent.rows / patch;
    const std::int64_t columns = m_config.latent.columns / patch;
    return latents.reshape({-1, m_config.latent.channels, rows, patch, columns, patch})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({-1, rows * columns, m_config.tokenWidth()});
}

at::Tensor PocketGenerator::toLatents(const at::Tensor& tokens) const
{
    const std::int64_t patch = m_config.generator.patch;
    const std::int64_t rows = m_config.latent.rows / patch;
    const std::int64_t columns = m_config.latent.columns / patch;
    return tokens.reshape({-1, rows, columns, m_config.latent.channels, patch, patch})
        .permute({0, 3, 1, 4, 2, 5})
        .reshape({-1, m_config.latent.channels, m_config.latent.rows, m_config.latent.columns});
}

} // namespace imprint::engine
