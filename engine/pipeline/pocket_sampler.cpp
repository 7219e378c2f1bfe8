#include "engine/pipeline/pocket_sampler.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace imprint::engine {
namespace {

constexpr std::int64_t kCleanPass = 0; // the noisy ones are counted from 1

/// Fewest latent frames that layers with their whole history may be capped at.
std::int64_t leastCap(const SessionConfig& config, std::int64_t blockFrames)
{
    const auto ispa = ispaSettings(config, blockFrames);
    return ispa ? ispa->local.leastRing(config.kvSinkFrames) : config.kvSinkFrames + blockFrames;
}

void checkCap(const SessionConfig& config, std::int64_t blockFrames)
{
    if (config.kvPolicy != CacheKind::Growing)
        throw Error(ErrorCode::BadConfig,
                    concat("setting 'fCap' is ", config.fCap, ", but the KV cache does not grow"),
                    "Set 'kvPolicy' to growing, or leave 'fCap' at 0");
    if (config.ispaLayers > 0 && config.ispaSinkFrames > config.kvSinkFrames)
        throw Error(ErrorCode::BadConfig,
                    concat("setting 'ispaSinkFrames' is ", config.ispaSinkFrames,
                           ", but a capped KV cache keeps ", config.kvSinkFrames, " sink frames"),
                    concat("Set 'kvSinkFrames' to at least ", config.ispaSinkFrames));
    const std::int64_t least = leastCap(config, blockFrames);
    if (config.fCap < least)
        throw Error(ErrorCode::BadConfig,
                    concat("setting 'fCap' is ", config.fCap, ", which has no room for ",
                           config.ispaLayers > 0
                               ? "a history from which the layers of ISPA could learn"
                               : "the sink frames and a block"),
                    concat("Use at least ", least, ", or 0 for no cap"));
}

at::Tensor lastFrame(const at::Tensor& block)
{
    return block.narrow(0, block.size(0) - 1, 1);
}

} // namespace

std::vector<double> denoisingTimes(int steps, double shift)
{
    std::vector<double> times;
    for (int i = 0; i <= steps; ++i) {
        const double u = 1.0 - static_cast<double>(i) / steps;
        times.push_back(shift * u / (1.0 + (shift - 1.0) * u));
    }
    return times;
}

at::Tensor blockNoise(const PocketGenerator& generator, std::uint64_t seed, std::int64_t block)
{
    // An odd multiplier keeps different (seed, block) apart and neighbouring seeds unrelated.
    constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15ULL;
    const auto& config = generator.config();
    auto source = at::make_generator<at::CPUGeneratorImpl>(
        (seed + 1) * kGoldenRatio + static_cast<std::uint64_t>(block) * 0xD1B54A32D192ED03ULL);
    return at::randn(
        {config.generator.blockFrames, config.generator.tokensPerFrame, config.tokenWidth()},
        source);
}

PocketSampler::PocketSampler(const PocketGenerator& generator,
                             const PocketSamplerSettings& settings)
    : m_generator(generator)
    , m_cache(settings.cache)
    , m_referenceWeight(settings.referenceWeight)
    , m_grey(settings.grey)
    , m_run(makeRun(settings.ispa))
{
    if (settings.evict) {
        IMPRINT_ASSERT(!settings.ispa, "ISPA works on whole frames");
        m_run->state().evictTokens(generator.kvShape(), *settings.evict);
    }
}

std::vector<at::Tensor> PocketSampler::outputWeights() const
{
    std::vector<at::Tensor> weights;
    for (const CausalBlock& block : m_generator.blocks())
        weights.push_back(block.outputWeight());
    return weights;
}

std::unique_ptr<DitRun> PocketSampler::makeRun(const std::optional<AbsorberSettings>& ispa) const
{
    return std::make_unique<DitRun>(m_generator.makeState(m_cache), m_generator.kvShape(),
                                    outputWeights(), ispa);
}

PocketAnchor PocketSampler::anchorFor(const at::Tensor& block, const at::Tensor& posed,
                                      const at::Tensor& last) const
{
    if (!last.defined()) { // the still is a change of nothing
        const at::Tensor none = at::zeros_like(block);
        return {.last = none, .posed = m_generator.config().posedReference ? none : at::Tensor()};
    }
    // The leak to the reference keeps errors of the skip path from adding up (specs/pocket.md section 6).
    const at::Tensor leaking = (1.0 - m_referenceWeight) * last + m_referenceWeight * m_reference;
    return {.last = asAnchor(leaking).expand_as(block),
            .posed = posed.defined() ? asAnchor(posed) : posed};
}

at::Tensor PocketSampler::asAnchor(const at::Tensor& tokens) const
{
    return m_grey ? (*m_grey)(tokens) : tokens;
}

void PocketSampler::begin(const at::Tensor& reference, const PocketConditioning& conditioning)
{
    IMPRINT_ASSERT(m_frames == 0 && reference.size(0) == 1);
    commit(reference, {}, conditioning);
    m_reference = reference;
}

at::Tensor PocketSampler::denoise(const at::Tensor& noise, const at::Tensor& posed,
                                  const PocketConditioning& conditioning,
                                  const std::vector<double>& times)
{
    const FrameSpan block{m_frames, noise.size(0)};
    const PocketAnchor anchor = anchorFor(noise, posed, m_last);
    at::Tensor x = noise;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        const double now = times[i];
        const double next = times[i + 1];
        m_run->beginPass(static_cast<std::int64_t>(i) + 1);
        const at::Tensor clean = m_generator(x, anchor, now, conditioning, block, m_run->state());
        const at::Tensor noiseLeft = (x - (1.0 - now) * clean) / now;
        x = next == 0.0 ? clean : (1.0 - next) * clean + next * noiseLeft;
    }
    return x;
}

void PocketSampler::commit(const at::Tensor& clean, const at::Tensor& posed,
                           const PocketConditioning& conditioning)
{
    const FrameSpan block{m_frames, clean.size(0)};
    m_run->beginPass(kCleanPass);
    m_generator(clean, anchorFor(clean, posed, m_last), 0.0, conditioning, block, m_run->state());
    m_last = lastFrame(clean).clone();
    m_frames += clean.size(0);
    m_run->endBlock(m_frames);
}

/// One pass over a block of the archive: a noisy one where there is something to learn from it, at last the clean one. Returns
/// whether that was the last.
bool PocketSampler::replayPass(Restart& restart, const ArchivedBlock& block) const
{
    DitRun& run = *restart.run;
    const PocketReplay& inputs = *restart.inputs;
    const at::Tensor clean = block.clean.to(m_reference.scalar_type());
    const PocketAnchor anchor = anchorFor(clean, inputs.posed, restart.last);
    const bool learns = run.learnsFrom(block.frames);
    const std::int64_t noisyPasses =
        learns ? std::max<std::int64_t>(static_cast<std::int64_t>(inputs.times.size()) - 1, 0) : 0;
    const std::int64_t made = restart.passesMade++;
    const bool isLast = made == noisyPasses;
    const double time = isLast ? 0.0 : inputs.times[static_cast<std::size_t>(made)];
    run.beginPass(isLast ? kCleanPass : made + 1);
    m_generator(isLast ? clean : (1.0 - time) * clean + time * inputs.noise, anchor, time,
                inputs.conditioning, block.frames, run.state());
    return isLast;
}

/// The new run has been through the block, or it stands behind a gap: then what it begins from is not there, and it is skipped.
void PocketSampler::endReplayed(Restart& restart, const ArchivedBlock& block) const
{
    DitRun& run = *restart.run;
    const bool isGap = block.frames.first != restart.end;
    restart.end = block.frames.first + block.frames.count;
    if (isGap)
        run.skipTo(restart.end);
    else
        restart.met += block.frames.count;
    restart.last = lastFrame(block.clean).to(m_reference.scalar_type());
    restart.inputs.reset();
    restart.passesMade = 0;
    run.endBlock(restart.end);
}

/// Settings of a warm-up that has ended by now: it learnt from the latest T_warm frames.
void PocketSampler::beginRestart(const std::optional<AbsorberSettings>& ispa)
{
    auto restart = std::make_unique<Restart>();
    restart->run = makeRun(learningUpTo(m_frames, ispa));
    m_restart = std::move(restart);
}

bool PocketSampler::continueRestart(std::int64_t passes, const LatentArchive& archive,
                                    const PrepareReplay& prepare)
{
    Restart& restart = *m_restart;
    for (const ArchivedBlock& block : archive.blocks()) {
        if (block.frames.first < restart.end)
            continue; // it has been through that one
        if (block.frames.first == restart.end) {
            for (bool isDone = false; !isDone; --passes) {
                if (passes == 0)
                    return false;
                if (!restart.inputs)
                    restart.inputs = prepare(block);
                isDone = replayPass(restart, block);
            }
        }
        endReplayed(restart, block);
    }
    IMPRINT_ASSERT(restart.end == m_frames, "the archive ends at ", restart.end, ", the clip at ",
                   m_frames);
    adoptRestart();
    return true;
}

void PocketSampler::adoptRestart()
{
    const std::unique_ptr<Restart> restart = std::move(m_restart);
    restart->run->replace(*m_run, m_frames - restart->met);
    m_run = std::move(restart->run);
}

void PocketSampler::restartIspa(const std::optional<AbsorberSettings>& ispa,
                                const LatentArchive& archive, const PrepareReplay& prepare)
{
    beginRestart(ispa);
    try {
        continueRestart(std::numeric_limits<std::int64_t>::max(), archive, prepare);
    } catch (...) {
        m_restart.reset();
        throw;
    }
}

bool PocketSampler::learnOnwards(const std::optional<AbsorberSettings>& ispa)
{
    if (m_run->isAnyLocal())
        return false;
    std::optional<AbsorberSettings> settings = ispa;
    if (settings) {
        settings->warmFrames += m_frames;
        settings->learnFrom = m_frames;
        makeRun(settings); // throws what cannot be before anything has changed
    }
    m_restart.reset();
    m_run->learn(settings);
    return true;
}

Ledger PocketSampler::restartLedger() const
{
    if (!m_restart)
        return {};
    return m_restart->run->ledger(m_cache, m_restart->met);
}

void PocketSampler::adopt(const AbsorberSettings& ispa, const Absorption& absorption)
{
    m_run->adopt(ispa, absorption);
}

CacheSettings pocketCacheSettings(const SessionConfig& config, std::int64_t blockFrames)
{
    CacheSettings settings = pocketCacheSettings(config.kvPolicy, config.kvSinkFrames,
                                                 config.kvWindowFrames, blockFrames);
    settings.storage = kvTypeOf(config.kvBits);
    if (config.fCap == 0)
        return settings;
    checkCap(config, blockFrames);
    return cappedAt(settings, config.fCap);
}

CacheSettings pocketCacheSettings(CacheKind kind, std::int64_t sinkFrames,
                                  std::int64_t windowFrames, std::int64_t blockFrames)
{
    return {.kind = kind,
            .positions = KeyPositions::ByRank,
            .sinkFrames = sinkFrames,
            .capacityFrames = sinkFrames + windowFrames + blockFrames};
}

} // namespace imprint::engine
