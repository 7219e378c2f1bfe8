#include "engine/models/liveavatar/liveavatar_dit.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>

namespace imprint::engine {
namespace {

enum TokenType : std::int64_t { kNoisy, kReference, kMotion, kTokenTypes };

constexpr std::array kMotionScopes = {"frame_packer.proj", "frame_packer.proj_2x",
                                      "frame_packer.proj_4x"};

const LiveAvatarConfig& checked(const LiveAvatarConfig& config)
{
    requireSound(config);
    return config;
}

std::vector<PatchEmbedding> makeMotion(WeightReader& weights, const WanDitConfig& trunk)
{
    std::vector<PatchEmbedding> embeddings;
    std::int64_t scale = 1;
    for (const char* scope : kMotionScopes) {
        const PatchSize patch{.frames = scale, .rows = 2 * scale, .columns = 2 * scale};
        embeddings.emplace_back(weights, scope, trunk.inChannels, trunk.dim, patch);
        scale *= 2;
    }
    return embeddings;
}

std::vector<VoiceInjector> makeInjectors(WeightReader& weights, const LiveAvatarConfig& config)
{
    std::vector<VoiceInjector> injectors;
    for (std::size_t rank = 0; rank < config.parts.injectedAfter.size(); ++rank)
        injectors.emplace_back(weights, static_cast<std::int64_t>(rank), config);
    return injectors;
}

TokenGrid gridOf(const at::Tensor& latent)
{
    const PatchSize patch;
    return {.rows = latent.size(2) / patch.rows, .columns = latent.size(3) / patch.columns};
}

void requireLatent(const at::Tensor& latent, at::IntArrayRef expected, const char* name)
{
    if (latent.sizes() != expected)
        throw Error(ErrorCode::BadShape,
                    concat(name, " has shape ", latent.sizes(), ", expected ", expected));
}

/// The last `count` frames of latents [C, M, H, W]; missing ones are zero.
at::Tensor lastFrames(const at::Tensor& latents, std::int64_t count)
{
    const std::int64_t kept = std::min(count, latents.size(1));
    return at::constant_pad_nd(latents.narrow(1, latents.size(1) - kept, kept),
                               {0, 0, 0, 0, count - kept, 0});
}

} // namespace

LiveAvatarDit::LiveAvatarDit(WeightReader& weights, const LiveAvatarConfig& config)
    : m_config(checked(config))
    , m_trunk(weights, "", config.trunk)
    , m_pose(weights, "cond_encoder", config.parts.poseChannels, config.trunk.dim)
    , m_tokenTypes(weights.require("trainable_cond_mask.weight", {kTokenTypes, config.trunk.dim}))
    , m_motion(makeMotion(weights, config.trunk))
    , m_voice(weights, config)
    , m_injectors(makeInjectors(weights, config))
{
}

DitState LiveAvatarDit::makeLevel(std::int64_t height, std::int64_t width,
                                  const CacheSettings& cache) const
{
    return m_trunk.makeState(height, width, cache);
}

std::int64_t LiveAvatarDit::predictedConditionBytes(std::int64_t height, std::int64_t width) const
{
    const PatchSize patch;
    const TokenGrid grid{.rows = height / patch.rows, .columns = width / patch.columns};
    const auto perNumber = static_cast<std::int64_t>(c10::elementSize(m_trunk.type()));
    return 2 * places(grid).tokens() * m_config.trunk.dim * perNumber;
}

ConditionPlaces LiveAvatarDit::places(const TokenGrid& grid) const
{
    return {m_config.trunk.dim / m_config.trunk.heads, grid, m_config.parts.motionBuckets};
}

std::vector<CrossKeys> LiveAvatarDit::promptKeys(const at::Tensor& context) const
{
    const std::int64_t rows = m_config.trunk.textLength;
    if (context.dim() != 2 || context.size(0) > rows || context.size(1) != m_config.trunk.textDim)
        throw Error(ErrorCode::BadShape,
                    concat("the prompt embedding has shape ", context.sizes(), ", expected up to ",
                           rows, " rows of ", m_config.trunk.textDim));
    return m_trunk.promptKeys(at::constant_pad_nd(context, {0, 0, 0, rows - context.size(0)}));
}

std::vector<VoiceKeys> LiveAvatarDit::voiceKeys(const at::Tensor& features) const
{
    const VoiceTokens voice = m_voice.ofBlock(features);
    std::vector<VoiceKeys> keys;
    for (const VoiceInjector& injector : m_injectors)
        keys.push_back(injector.keysOf(voice));
    return keys;
}

/// Tokens [1, tokens, dim] in the order of ConditionPlaces.
at::Tensor LiveAvatarDit::conditionTokens(const at::Tensor& reference,
                                          const at::Tensor& motion) const
{
    std::vector<at::Tensor> parts{m_trunk.tokensOf(reference)[0] + m_tokenTypes[kReference]};
    const at::Tensor latest = lastFrames(motion, m_config.motionFrames());
    std::int64_t end = latest.size(1); // of the frames that are not in patches yet
    for (std::size_t i = 0; i < m_motion.size(); ++i) {
        const std::int64_t count = m_config.parts.motionBuckets[i];
        end -= count;
        parts.push_back(m_motion[i](latest.narrow(1, end, count)).flatten(0, 1) +
                        m_tokenTypes[kMotion]);
    }
    return at::cat(parts).unsqueeze(0);
}

Condition LiveAvatarDit::conditionOf(const at::Tensor& reference, const at::Tensor& motion,
                                     const std::vector<CrossKeys>& prompt) const
{
    const std::int64_t channels = m_config.trunk.inChannels;
    const std::int64_t height = reference.size(-2);
    const std::int64_t width = reference.size(-1);
    requireLatent(reference, {channels, 1, height, width}, "the reference latent");
    requireLatent(motion, {channels, motion.size(1), height, width}, "the motion");
    const TokenGrid grid = gridOf(reference);
    Condition condition{.grid = grid, .places = places(grid), .layers = {}};
    const WanTimes times = m_trunk.timesOf(at::zeros({1}));
    at::Tensor x = conditionTokens(reference, motion);
    condition.layers.resize(m_trunk.blocks().size());
    for (std::size_t i = 0; i < condition.layers.size(); ++i) {
        ConditionMixer mixer(*condition.places, condition.layers[i]);
        x = m_trunk.blocks()[i](x, times.modulation, prompt[i], mixer);
    }
    return condition;
}

at::Tensor LiveAvatarDit::operator()(const at::Tensor& latent, const at::Tensor& t,
                                     FrameSpan frames, const AvatarSight& sees,
                                     DitState& level) const
{
    IMPRINT_ASSERT(sees.condition.layers() == m_trunk.blocks().size() &&
                       sees.prompt.size() == m_trunk.blocks().size() &&
                       sees.voice.size() == m_injectors.size(),
                   "a block sees what is of another network");
    const TokenGrid& grid = sees.condition.grid();
    const PatchSize patch;
    requireLatent(latent,
                  {m_config.trunk.inChannels, frames.count, grid.rows * patch.rows,
                   grid.columns * patch.columns},
                  "the latent");
    const Rotary rotary(
        RotaryConfig::wan(m_config.trunk.dim / m_config.trunk.heads, grid.rows, grid.columns));
    const WanTimes times = m_trunk.timesOf(t);
    // A pose is never given, which is a latent of zeros: the bias of its embedding is heard all the same.
    at::Tensor x = m_trunk.tokensOf(latent) + m_pose.bias() + m_tokenTypes[kNoisy];
    std::size_t injector = 0;
    for (std::size_t i = 0; i < m_trunk.blocks().size(); ++i) {
        const AttentionKeys beside = sees.condition.beside(i, sees.referencePlace);
        CachedMixer mixer(rotary, frames, level.caches[i], level.tap(i), PassKind::Block, &beside);
        x = m_trunk.blocks()[i](x, times.modulation, sees.prompt[i], mixer);
        if (injector < m_injectors.size() &&
            m_config.parts.injectedAfter[injector] == static_cast<std::int64_t>(i)) {
            x = x + m_injectors[injector](x, sees.voice[injector]);
            ++injector;
        }
    }
    return m_trunk.flowOf(x, times, grid.rows, grid.columns);
}

} // namespace imprint::engine
