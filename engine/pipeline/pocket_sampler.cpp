#include "engine/pipeline/pocket_sampler.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

#include <ATen/CPUGeneratorImpl.h>

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
    , m_referenceWeight(settings.referenceWeight)
    , m_grey(settings.grey)
    , m_state(generator.makeState(settings.cache))
{
    if (!settings.ispa)
        return;
    std::vector<at::Tensor> outputWeights;
    for (const CausalBlock& block : generator.blocks())
        outputWeights.push_back(block.outputWeight());
    m_absorber.emplace(*settings.ispa, generator.kvShape(), std::move(outputWeights), m_state);
}

void PocketSampler::beginPass(std::int64_t pass)
{
    if (m_absorber)
        m_absorber->beginPass(pass);
}

PocketAnchor PocketSampler::anchorFor(const at::Tensor& block, const at::Tensor& posed) const
{
    if (!m_last.defined())
        return {.last = at::zeros_like(block), .posed = posed};
    // The leak to the reference keeps errors of the skip path from adding up (specs/pocket.md section 6).
    const at::Tensor last = (1.0 - m_referenceWeight) * m_last + m_referenceWeight * m_reference;
    return {.last = asAnchor(last).expand_as(block),
            .posed = posed.defined() ? asAnchor(posed) : posed};
}

at::Tensor PocketSampler::asAnchor(const at::Tensor& tokens) const
{
    return m_grey ? (*m_grey)(tokens) : tokens;
}

void PocketSampler::begin(const at::Tensor& reference, const PocketConditioning& conditioning)
{
    IMPRINT_ASSERT(m_frames == 0 && reference.size(0) == 1);
    const bool posed = m_generator.config().posedReference;
    commit(reference, posed ? at::zeros_like(reference) : at::Tensor(), conditioning);
    m_reference = reference;
}

at::Tensor PocketSampler::denoise(const at::Tensor& noise, const at::Tensor& posed,
                                  const PocketConditioning& conditioning,
                                  const std::vector<double>& times)
{
    const FrameSpan block{m_frames, noise.size(0)};
    const PocketAnchor anchor = anchorFor(noise, posed);
    at::Tensor x = noise;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        const double now = times[i];
        const double next = times[i + 1];
        beginPass(static_cast<std::int64_t>(i) + 1);
        const at::Tensor clean = m_generator(x, anchor, now, conditioning, block, m_state);
        const at::Tensor noiseLeft = (x - (1.0 - now) * clean) / now;
        x = next == 0.0 ? clean : (1.0 - next) * clean + next * noiseLeft;
    }
    return x;
}

void PocketSampler::commit(const at::Tensor& clean, const at::Tensor& posed,
                           const PocketConditioning& conditioning)
{
    const FrameSpan block{m_frames, clean.size(0)};
    beginPass(kCleanPass);
    m_generator(clean, anchorFor(clean, posed), 0.0, conditioning, block, m_state);
    m_last = clean.narrow(0, clean.size(0) - 1, 1).clone();
    m_frames += clean.size(0);
    if (m_absorber)
        m_absorber->endBlock(m_frames);
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
