#include "engine/pipeline/wan/wan_rollout.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/wan/unipc_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace imprint::engine {
namespace {

constexpr std::int64_t kCleanPass = 0; // the denoising steps are counted from 1
constexpr std::int64_t kGivenBlock =
    -1; // in the archive: not made here, so there is nothing to denoise again

const WanRecipe& checked(const WanRecipe& recipe, const WanDit& dit)
{
    requireSound(recipe);
    const std::int64_t others = recipe.network.inChannels - recipe.network.outChannels;
    if (others < 0)
        throw Error(ErrorCode::BadConfig, concat("the network takes ", recipe.network.inChannels,
                                                 " channels and gives ", recipe.network.outChannels,
                                                 ": what it gives cannot be denoised further"));
    if (others > 0 && (recipe.cache.kind == WanCacheKind::Recompute ||
                       recipe.prompts.onSwitch == PromptSwitch::Recache))
        throw Error(ErrorCode::BadConfig,
                    concat("the network takes ", others,
                           " channels that it does not make, and makes its history again"),
                    "Only what it made is remembered: use another kind of cache, and no recache");
    IMPRINT_ASSERT(recipe.network.dim == dit.config().dim &&
                       recipe.network.layers == dit.config().layers,
                   "the recipe is of another network");
    return recipe;
}

double told(double time, TimeRounding rounding)
{
    switch (rounding) {
    case TimeRounding::None: return time;
    case TimeRounding::BFloat16: return static_cast<float>(c10::BFloat16(static_cast<float>(time)));
    case TimeRounding::Whole: return std::trunc(time);
    }
    throw Error(ErrorCode::Internal, "unknown rounding of times");
}

/// The block's latents, those that are known in their place.
at::Tensor withKnown(const at::Tensor& x, const WanCondition& condition)
{
    const at::Tensor& known = condition.known;
    if (!known.defined())
        return x;
    return at::cat(
        {known.to(x.scalar_type()), x.narrow(0, known.size(0), x.size(0) - known.size(0))});
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
    if (settings) {
        settings->firstBlock = recipe.sampler.blockFrames;
        // The clean pass and the recipe's steps.
        settings->passes = 1 + recipe.sampler.stepCount();
    }
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
    , m_steps(recipe.sampler.evenSteps > 0 ? m_schedule.evenLevels(recipe.sampler.evenSteps)
                                           : m_schedule.levels(recipe.sampler.steps))
    , m_firstSteps(m_schedule.levels(recipe.sampler.firstSteps))
    , m_prompts(prompt, recipe.prompts)
    , m_cache(cacheSettingsOf(recipe, settings))
    , m_run(makeRun(settings.ispa))
{
    if (m_firstSteps.empty())
        m_firstSteps = m_steps;
    if (settings.archive)
        m_archive.emplace(*settings.archive);
}

std::unique_ptr<DitRun> WanRollout::makeRun(const std::optional<AbsorberSettings>& ispa) const
{
    return std::make_unique<DitRun>(m_dit.makeState(m_settings.height, m_settings.width, m_cache),
                                    m_dit.kvShape(m_settings.height, m_settings.width),
                                    m_dit.outputWeights(), ispa);
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

const std::vector<FlowLevel>& WanRollout::stepsOfNext() const
{
    return m_blocks == 0 ? m_firstSteps : m_steps;
}

std::int64_t WanRollout::conditionChannels() const
{
    return m_recipe.network.inChannels - m_recipe.network.outChannels;
}

void WanRollout::requireFits(const WanCondition& condition) const
{
    const std::int64_t frames = m_recipe.sampler.blockFrames;
    const auto isOf = [&](const at::Tensor& x, std::int64_t channels) {
        return x.dim() == 4 && x.size(1) == channels && x.size(2) == m_settings.height &&
               x.size(3) == m_settings.width;
    };
    const std::int64_t others = conditionChannels();
    const at::Tensor& channels = condition.channels;
    const bool fits =
        channels.defined() ? isOf(channels, others) && channels.size(0) == frames : others == 0;
    if (!fits)
        throw Error(ErrorCode::BadShape,
                    concat("a block of ", frames, " frames needs ", others,
                           " channels that are not made, got ",
                           channels.defined() ? concat(channels.sizes()) : "none"));
    const at::Tensor& known = condition.known;
    if (known.defined() && !(isOf(known, m_recipe.network.outChannels) && known.size(0) <= frames))
        throw Error(ErrorCode::BadShape, concat("known frames of shape ", known.sizes(),
                                                " do not fit a block of ", frames));
}

at::Tensor WanRollout::pass(DitRun& run, const at::Tensor& x, double time, const at::Tensor& prompt,
                            const WanPass& pass, std::int64_t number) const
{
    run.beginPass(number);
    const at::Tensor times =
        at::full({x.size(0)}, told(time, m_recipe.sampler.timeRounding), at::kFloat);
    return m_dit(x.transpose(0, 1), times, prompt, pass, run.state()).transpose(0, 1);
}

at::Tensor WanRollout::blockPass(DitRun& run, const at::Tensor& x, double time,
                                 const at::Tensor& prompt, const BlockPlace& place,
                                 const WanCondition& condition, std::int64_t number) const
{
    const at::Tensor& channels = condition.channels;
    WanPass block;
    block.frames = place.frames;
    block.timeOffset = static_cast<double>(place.shot * m_recipe.prompts.shotOffset);
    block.behindBlock = condition.behindBlock;
    return pass(run, channels.defined() ? at::cat({x, channels.to(x.scalar_type())}, 1) : x, time,
                prompt, block, number);
}

void WanRollout::begin(const at::Tensor& given)
{
    const std::int64_t count = m_recipe.sampler.blockFrames;
    IMPRINT_ASSERT(m_frames == 0, "the clip has begun");
    if (conditionChannels() > 0)
        throw Error(
            ErrorCode::BadInput,
            "a clip of this model cannot begin with given latent frames: what else the network "
            "was told of them is not known");
    if (given.size(0) % count != 0)
        throw Error(ErrorCode::BadInput,
                    concat("a clip cannot begin with ", given.size(0),
                           " given latent frames: this model makes blocks of ", count),
                    concat("Give a multiple of ", count));
    for (const at::Tensor& part : given.to(m_dit.type()).split(count)) {
        const at::Tensor block =
            part.clone(); // as it will lie in the archive: the last bits depend on it
        if (!recomputes())
            pass(block, 0.0, {.frames = placeInCache()}, kCleanPass);
        finish(block, kGivenBlock);
    }
}

void WanRollout::begin(const Learnt& learnt, const AbsorberSettings& ispa)
{
    IMPRINT_ASSERT(m_frames == 0 && m_archive && !learnt.sinks.empty() && !m_run->absorber(),
                   "the clip has begun, or cannot begin like this");
    m_archive->begin(learnt, m_prompts.current().scalar_type());
    const ArchivedBlock& first = m_archive->blocks().front();
    const ArchivedBlock& last = m_archive->blocks().back();
    m_first = first.clean.narrow(0, 0, 1).to(m_dit.type(), /*non_blocking=*/false, /*copy=*/true);
    m_frames = last.frames.first + last.frames.count;
    m_blocks = static_cast<std::int64_t>(learnt.sinks.size());
    m_shot = placeOf(last).shot;
    std::unique_ptr<DitRun> run = makeRun(std::nullopt);
    m_latest = replayArchive(*run);
    m_run = std::move(run);
    m_prompts = PromptPlan(m_archive->promptOf(last), m_recipe.prompts, m_shot);
    m_run->adopt(ispa, learnt.levels.front());
}

std::optional<Learnt> WanRollout::learnt(std::int64_t frames) const
{
    const Absorber* absorber = m_run->absorber();
    if (!m_archive || !absorber || absorber->phase() != AbsorberPhase::Absorbed ||
        m_frames < frames)
        return std::nullopt;
    Learnt learnt;
    learnt.levels.push_back(*absorber->absorption());
    const bool given = m_archive->blocks().front().index ==
                       kGivenBlock; // of which nobody knows how they came about
    if (given || !m_archive->putFirst(frames, learnt))
        return std::nullopt;
    return learnt;
}

void WanRollout::requestPrompt(const at::Tensor& prompt, std::int64_t fromFrame, bool beginsShot)
{
    m_prompts.request(prompt, fromFrame, beginsShot);
}

/// Behind the clean pass over a block. Layers that gave up their history have no place for more than their window.
void WanRollout::keepShotStart(DitRun& run, const BlockPlace& block, std::int64_t shotBefore) const
{
    if (!m_recipe.prompts.keepShotStart || block.shot == shotBefore)
        return;
    for (std::size_t layer = 0; layer < run.state().caches.size(); ++layer)
        if (!run.isLocal(layer))
            run.state().caches[layer].keep(block.frames);
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
    m_run->state().restartCaches();
    std::int64_t place = 0;
    for (const at::Tensor& block : context.split(count)) { // one by one: no block sees later ones
        pass(block, m_recipe.sampler.contextNoise,
             {.frames = {place, block.size(0)}, .kind = PassKind::Context}, kCleanPass);
        place += block.size(0);
    }
}

/// Before a block at latent frame `frames`, behind these latest latents.
void WanRollout::changePrompt(DitRun& run, const at::Tensor& prompt, const at::Tensor& latest,
                              std::int64_t frames) const
{
    run.state().cross.clear();
    if (m_recipe.prompts.onSwitch != PromptSwitch::Recache || frames == 0)
        return;
    const at::Tensor history = lastFrames(latest, rememberedFrames());
    pass(run, history, m_recipe.sampler.contextNoise, prompt,
         {.frames = {frames - history.size(0), history.size(0)},
          .kind = m_recipe.prompts.keepSinks ? PassKind::Remake : PassKind::RemakeWithSinks},
         kCleanPass);
}

/// What a step of a generated block draws.
at::Tensor WanRollout::noiseOf(std::int64_t block, std::size_t step) const
{
    const std::int64_t count = m_recipe.sampler.blockFrames;
    const std::int64_t shape[] = {count, m_recipe.network.outChannels, m_settings.height,
                                  m_settings.width};
    return m_noise({.block = block,
                    .step = static_cast<std::int64_t>(step),
                    .frames = {block * count, count}},
                   shape)
        .to(m_dit.type());
}

at::Tensor WanRollout::denoise(const WanCondition& condition)
{
    IMPRINT_ASSERT(!m_made.defined(), "the block before was not committed");
    requireFits(condition);
    m_condition = condition;
    if (recomputes() && m_frames > 0)
        recompute(); // still with the keys of the prompt before
    if (m_prompts.advance(m_frames))
        changePrompt(*m_run, m_prompts.current(), m_latest, m_frames);
    const std::vector<FlowLevel>& steps = stepsOfNext();
    const bool renoises = m_recipe.sampler.solver == FlowSolver::Renoise;
    UniPcSolver solver(steps);
    at::Tensor x = noiseOf(m_blocks, 0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        x = withKnown(x, m_condition);
        const auto step = static_cast<std::int64_t>(i);
        const at::Tensor flow = blockPass(x, steps[i].time, step + 1);
        const at::Tensor clean = cleanEstimate(x, flow, steps[i].sigma);
        m_made = withKnown(clean, m_condition);
        if (m_hooks.onStep)
            m_hooks.onStep({.block = m_blocks,
                            .step = step,
                            .time = steps[i].time,
                            .input = x,
                            .flow = flow,
                            .clean = m_made});
        if (i + 1 < steps.size())
            x = renoises ? noised(m_made, noiseOf(m_blocks, i + 1), steps[i + 1].sigma)
                         : solver.next(x, clean);
    }
    return m_made;
}

void WanRollout::commit()
{
    IMPRINT_ASSERT(m_made.defined(), "nothing was made");
    const at::Tensor clean = std::exchange(m_made, at::Tensor());
    if (!recomputes()) {
        const double time = m_recipe.sampler.contextNoise;
        const at::Tensor flow = blockPass(clean, time, kCleanPass);
        if (m_hooks.onCommit)
            m_hooks.onCommit({.block = m_blocks,
                              .step = static_cast<std::int64_t>(stepsOfNext().size()),
                              .time = time,
                              .input = clean,
                              .flow = flow,
                              .clean = clean});
    }
    keepShotStart(*m_run, {placeInCache(), m_prompts.shot()}, m_shot);
    const WanCondition condition = std::exchange(m_condition, {});
    finish(clean, m_blocks++, condition.source);
}

void WanRollout::finish(const at::Tensor& clean, std::int64_t block, const at::Tensor& source)
{
    archive(clean, block, source);
    if (m_frames == 0)
        m_first = clean.narrow(0, 0, 1).clone();
    m_latest = m_latest.defined() ? at::cat({m_latest, clean}) : clean;
    m_latest = lastFrames(m_latest, rememberedFrames()).clone();
    m_frames += clean.size(0);
    m_shot = m_prompts.shot();
    m_run->endBlock(m_frames);
}

void WanRollout::archive(const at::Tensor& clean, std::int64_t block, const at::Tensor& source)
{
    if (!m_archive)
        return;
    m_archive->add(
        {.index = block, .frames = {m_frames, clean.size(0)}, .clean = clean, .controls = {}},
        m_prompts.current(), m_prompts.shot(), source);
}

WanRollout::BlockPlace WanRollout::placeOf(const ArchivedBlock& block) const
{
    return {block.frames, WanArchive::shotOf(block)};
}

WanCondition WanRollout::conditionOf(const ArchivedBlock& block) const
{
    const at::Tensor source = WanArchive::sourceOf(block);
    return source.defined() ? m_hooks.conditionOf(block.frames, source) : WanCondition{};
}

void WanRollout::replay(DitRun& run, const ArchivedBlock& block) const
{
    const at::Tensor clean = block.clean.to(m_dit.type());
    const at::Tensor& prompt = m_archive->promptOf(block);
    const WanCondition condition = conditionOf(block);
    const auto visit = [&](const at::Tensor& x, double time, std::int64_t number) {
        blockPass(run, x, time, prompt, placeOf(block), condition, number);
    };
    const bool made = block.index != kGivenBlock;
    if (made && run.learnsFrom(block.frames)) {
        const std::vector<FlowLevel>& steps = block.index == 0 ? m_firstSteps : m_steps;
        const bool renoises =
            m_recipe.sampler.solver == FlowSolver::Renoise; // else one noise to the end
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const at::Tensor noise = noiseOf(block.index, renoises ? i : 0);
            visit(withKnown(noised(clean, noise, steps[i].sigma), condition), steps[i].time,
                  static_cast<std::int64_t>(i) + 1);
        }
    }
    visit(clean, made ? m_recipe.sampler.contextNoise : 0.0, kCleanPass);
}

/// All of it, as it was made first. Returns the latest latents, as many as are remembered.
at::Tensor WanRollout::replayArchive(DitRun& run) const
{
    std::int64_t end = 0;
    at::Tensor latest; // what remains of a gap is not behind the frames before it
    const at::Tensor* prompt = nullptr;
    std::int64_t shot = 0;
    for (const ArchivedBlock& block : m_archive->blocks()) {
        const at::Tensor clean = block.clean.to(m_dit.type());
        const bool isGap = block.frames.first != end;
        if (!isGap) {
            if (prompt && prompt != &m_archive->promptOf(block))
                changePrompt(run, m_archive->promptOf(block), latest, end);
            replay(run, block);
            keepShotStart(run, placeOf(block), shot);
        } else {
            run.skipTo(block.frames.first + block.frames.count);
            run.state().cross.clear();
        }
        prompt = &m_archive->promptOf(block);
        shot = placeOf(block).shot;
        latest = latest.defined() && !isGap ? at::cat({latest, clean}) : clean;
        latest = lastFrames(latest, rememberedFrames());
        end = block.frames.first + block.frames.count;
        run.endBlock(end);
    }
    IMPRINT_ASSERT(end == m_frames, "the archive ends at ", end, ", the clip at ", m_frames);
    return latest.defined() ? latest.clone() : latest;
}

void WanRollout::restartIspa(const std::optional<AbsorberSettings>& ispa)
{
    if (!m_archive)
        throw Error(ErrorCode::BadConfig,
                    "this model cannot make its history again, which ISPA would begin anew from",
                    "Start a new session with the new settings");
    std::unique_ptr<DitRun> run = makeRun(learningUpTo(m_frames, ispa));
    replayArchive(*run);
    run->replace(*m_run, m_archive->missingFrames());
    m_run = std::move(run);
}

Ledger WanRollout::ledger() const
{
    const DitState& state = m_run->state();
    Ledger ledger = m_run->ledger(m_cache, m_frames);
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .measuredBytes = state.crossBytes(),
                .predictedBytes = state.cross.empty() ? 0 : m_dit.predictedCrossBytes()});
    if (!m_archive)
        return ledger;
    ledger.add({.consumer = MemoryConsumer::Archive,
                .measuredBytes = m_archive->bytes(),
                .predictedBytes = predictedArchiveBytes(m_recipe, m_settings, m_frames,
                                                        m_archive->promptBytes())});
    return ledger;
}

} // namespace imprint::engine
