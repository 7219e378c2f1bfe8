#include "engine/pipeline/wan/wan_rollout.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace imprint::engine {
namespace {

constexpr std::int64_t kCleanPass = 0; // the denoising steps are counted from 1

const WanRecipe& checked(const WanRecipe& recipe, const WanDit& dit)
{
    requireSound(recipe);
    if (recipe.network.inChannels != recipe.network.outChannels)
        throw Error(ErrorCode::BadConfig, concat("the network takes ", recipe.network.inChannels,
                                                 " channels and gives ", recipe.network.outChannels,
                                                 ": what it gives cannot be denoised further"));
    IMPRINT_ASSERT(recipe.network.dim == dit.config().dim &&
                       recipe.network.layers == dit.config().layers,
                   "the recipe is of another network");
    return recipe;
}

std::vector<at::Tensor> outputWeights(const WanDit& dit)
{
    std::vector<at::Tensor> weights;
    for (const CausalBlock& block : dit.blocks())
        weights.push_back(block.outputWeight());
    return weights;
}

/// The last `count` frames, or all.
at::Tensor lastFrames(const at::Tensor& latents, std::int64_t count)
{
    const std::int64_t kept = std::min(count, latents.size(0));
    return latents.narrow(0, latents.size(0) - kept, kept);
}

} // namespace

CacheSettings cacheSettingsOf(const WanRecipe& recipe, const WanRolloutSettings& settings)
{
    CacheSettings cache = cacheSettingsOf(recipe);
    cache.storage = settings.storage;
    if (settings.capFrames == 0)
        return cache;
    if (cache.kind != CacheKind::Growing)
        throw Error(ErrorCode::BadConfig,
                    "the KV cache has a fixed window, and was to be capped as well",
                    "Leave 'fCap' at 0, and choose the window");
    cache.maximumFrames = 0;
    cache.sinkFrames = settings.capSinkFrames;
    return cappedAt(cache, settings.capFrames);
}

std::optional<AbsorberSettings> ispaSettings(const SessionConfig& config, const WanRecipe& recipe)
{
    auto settings = ispaSettings(config, recipe.sampler.blockFrames);
    if (settings) // the clean pass and the recipe's steps
        settings->passes = 1 + static_cast<std::int64_t>(recipe.sampler.steps.size());
    return settings;
}

WanRollout::WanRollout(const WanDit& dit, const WanRecipe& recipe,
                       const WanRolloutSettings& settings, const at::Tensor& prompt,
                       NoiseSource& noise, WanRolloutHooks hooks)
    : m_dit(dit)
    , m_recipe(checked(recipe, dit))
    , m_settings(settings)
    , m_noise(noise)
    , m_hooks(std::move(hooks))
    , m_schedule(recipe.sampler.shift)
    , m_steps(m_schedule.warped(recipe.sampler.steps))
    , m_firstSteps(m_schedule.warped(recipe.sampler.firstSteps))
    , m_prompts(prompt, recipe.prompts)
    , m_cache(cacheSettingsOf(recipe, settings))
    , m_state(dit.makeState(settings.height, settings.width, m_cache))
{
    if (m_firstSteps.empty())
        m_firstSteps = m_steps;
    if (settings.ispa)
        m_absorber.emplace(*settings.ispa, dit.kvShape(settings.height, settings.width),
                           outputWeights(dit), m_state);
}

bool WanRollout::recomputes() const
{
    return m_recipe.cache.kind == WanCacheKind::Recompute;
}

FrameSpan WanRollout::placeInCache() const
{
    const std::int64_t first =
        recomputes() ? std::min(m_frames, m_recipe.cache.contextFrames) : m_frames;
    return {first, m_recipe.sampler.blockFrames};
}

std::int64_t WanRollout::rememberedFrames() const
{
    if (recomputes())
        return m_recipe.cache.contextFrames;
    if (m_recipe.prompts.onSwitch != PromptSwitch::Recache)
        return 0;
    return m_recipe.cache.kind == WanCacheKind::Window ? m_recipe.cache.windowFrames
                                                       : std::numeric_limits<std::int64_t>::max();
}

at::Tensor WanRollout::pass(const at::Tensor& x, double time, const WanPass& pass,
                            std::int64_t number)
{
    if (m_absorber)
        m_absorber->beginPass(number);
    const at::Tensor times = at::full({x.size(0)}, time, at::kFloat);
    return m_dit(x.transpose(0, 1), times, m_prompts.current(), pass, m_state).transpose(0, 1);
}

void WanRollout::begin(const at::Tensor& given)
{
    const std::int64_t count = m_recipe.sampler.blockFrames;
    IMPRINT_ASSERT(m_frames == 0, "the clip has begun");
    if (given.size(0) % count != 0)
        throw Error(ErrorCode::BadInput,
                    concat("a clip cannot begin with ", given.size(0),
                           " given latent frames: this model makes blocks of ", count),
                    concat("Give a multiple of ", count));
    for (const at::Tensor& block : given.to(m_dit.type()).split(count)) {
        if (!recomputes())
            pass(block, 0.0, {.frames = placeInCache()}, kCleanPass);
        finish(block);
    }
}

void WanRollout::requestPrompt(const at::Tensor& prompt, std::int64_t fromFrame)
{
    m_prompts.request(prompt, fromFrame);
}

void WanRollout::recompute()
{
    const std::int64_t count = m_recipe.sampler.blockFrames;
    const std::int64_t held = m_recipe.cache.contextFrames;
    at::Tensor first = m_first;
    if (m_frames - count >= held) { // a block's first latent is no still; its stand-in shall be one
        if (!m_hooks.firstContextFrame)
            throw Error(ErrorCode::BadConfig,
                        "this model takes up the video that it has made, but nothing encodes it");
        first = m_hooks.firstContextFrame(m_blocks).to(m_dit.type());
    }
    const at::Tensor context = at::cat({first, lastFrames(m_latest, std::min(held, m_frames) - 1)});
    m_state.restartCaches();
    std::int64_t place = 0;
    for (const at::Tensor& block : context.split(count)) { // one by one: no block sees later ones
        pass(block, m_recipe.sampler.contextNoise,
             {.frames = {place, block.size(0)}, .kind = PassKind::Context}, kCleanPass);
        place += block.size(0);
    }
}

void WanRollout::recache()
{
    const at::Tensor history = lastFrames(m_latest, rememberedFrames());
    const FrameSpan frames{m_frames - history.size(0), history.size(0)};
    pass(history, m_recipe.sampler.contextNoise,
         {.frames = frames,
          .kind = m_recipe.prompts.keepSinks ? PassKind::Remake : PassKind::RemakeWithSinks},
         kCleanPass);
}

at::Tensor WanRollout::denoise()
{
    IMPRINT_ASSERT(!m_made.defined(), "the block before was not committed");
    if (recomputes() && m_frames > 0)
        recompute(); // still with the keys of the prompt before
    if (m_prompts.advance(m_frames)) {
        m_state.cross.clear();
        if (m_recipe.prompts.onSwitch == PromptSwitch::Recache && m_frames > 0)
            recache();
    }
    const FrameSpan place = placeInCache();
    const std::int64_t shape[] = {place.count, m_recipe.network.inChannels, m_settings.height,
                                  m_settings.width};
    const auto noise = [&](std::size_t step) {
        return m_noise({.block = m_blocks,
                        .step = static_cast<std::int64_t>(step),
                        .frames = {m_blocks * place.count, place.count}},
                       shape)
            .to(m_dit.type());
    };
    const std::vector<double>& steps = m_blocks == 0 ? m_firstSteps : m_steps;
    at::Tensor x = noise(0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0)
            x = m_schedule.noisy(m_made, noise(i), steps[i]);
        const auto step = static_cast<std::int64_t>(i);
        m_made = m_schedule.clean(x, pass(x, steps[i], {.frames = place}, step + 1), steps[i]);
        if (m_hooks.onStep)
            m_hooks.onStep({.block = m_blocks, .step = step, .time = steps[i], .clean = m_made});
    }
    return m_made;
}

void WanRollout::commit()
{
    IMPRINT_ASSERT(m_made.defined(), "nothing was made");
    const at::Tensor clean = std::exchange(m_made, at::Tensor());
    if (!recomputes())
        pass(clean, m_recipe.sampler.contextNoise, {.frames = placeInCache()}, kCleanPass);
    ++m_blocks;
    finish(clean);
}

void WanRollout::finish(const at::Tensor& clean)
{
    if (m_frames == 0)
        m_first = clean.narrow(0, 0, 1).clone();
    m_latest = m_latest.defined() ? at::cat({m_latest, clean}) : clean;
    m_latest = lastFrames(m_latest, rememberedFrames()).clone();
    m_frames += clean.size(0);
    if (m_absorber)
        m_absorber->endBlock(m_frames);
}

Ledger WanRollout::ledger() const
{
    const KvShape shape = m_dit.kvShape(m_settings.height, m_settings.width);
    Ledger ledger;
    for (std::size_t layer = 0; layer < m_state.caches.size(); ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .measuredBytes = m_state.caches[layer].bytes(),
             .predictedBytes = predictedKvBytes(
                 shape, m_absorber ? m_absorber->cacheOf(layer, m_cache) : m_cache, m_frames)});
    if (m_absorber)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .measuredBytes = m_absorber->bytes(),
                    .predictedBytes = m_absorber->predictedBytes()});
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .measuredBytes = m_state.crossBytes(),
                .predictedBytes = m_state.cross.empty() ? 0 : m_dit.predictedCrossBytes()});
    return ledger;
}

} // namespace imprint::engine
