#include "engine/pipeline/generator_stage.h"

#include "engine/core/stopwatch.h"
#include "engine/pipeline/ispa_choice.h"

namespace imprint::engine {
namespace {

PocketSamplerSettings samplerSettings(const PocketModel& model, const SessionConfig& config,
                                      const CacheSettings& cache)
{
    const PocketGeneratorConfig& g = model.config().generator;
    return {.cache = cache,
            .referenceWeight = g.anchorReferenceWeight,
            .ispa = ispaSettings(config, g.blockFrames),
            .grey = config.identityFrom == IdentityFrom::History ? &model.grey : nullptr};
}

} // namespace

GeneratorStage::GeneratorStage(std::shared_ptr<const PocketModel> model,
                               const at::Tensor& reference, const PuppetPose& rest,
                               const SessionConfig& config)
    : m_model(std::move(model))
    , m_cache(pocketCacheSettings(config, m_model->config().generator.blockFrames))
    , m_sampler(m_model->generator, samplerSettings(*m_model, config, m_cache))
    , m_reference(m_model->generator.toTokens(m_model->encoder(reference)))
{
    if (m_model->poseWarp)
        m_posedReference.emplace(*m_model->poseWarp, reference, rest);
}

LatentBlock GeneratorStage::step(const Conditioning& conditioning)
{
    const PocketGenerator& generator = m_model->generator;
    const SessionConfig& config = *conditioning.config;
    Stopwatch watch;
    const PocketConditioning made = generator.condition(conditioning.controls);
    m_crossBytes = made.crossBytes();
    m_predictedCrossBytes = generator.predictedCrossBytes(conditioning.controls.motion.size(0));
    at::Tensor clean = m_reference;
    at::Tensor posed;
    if (conditioning.block == 0) {
        if (m_posedReference)
            posed = m_posedReference->still();
        m_sampler.begin(m_reference, made);
        m_times = {.denoiseMs = 0, .contextMs = watch.restartMs()};
    } else {
        at::Tensor anchor;
        if (m_posedReference) {
            posed = m_posedReference->frames(conditioning.controls.motion);
            anchor = generator.toTokens(m_model->encoder.ofFrames(posed));
        }
        clean = m_sampler.denoise(blockNoise(generator, config.seed, conditioning.block), anchor,
                                  made, denoisingTimes(config.steps, config.shift));
        m_times.denoiseMs = watch.restartMs();
        m_sampler.commit(clean, anchor, made);
        m_times.contextMs = watch.restartMs();
    }
    return {.block = conditioning.block,
            .videoFrames = conditioning.videoFrames,
            .latents = generator.toLatents(clean),
            .posed = posed,
            .colours = config.identityFrom == IdentityFrom::History ? ReferenceColours::FromLatents
                                                                    : ReferenceColours::Kept};
}

std::int64_t GeneratorStage::predictedReferenceBytes(const PocketConfig& config)
{
    return config.posedReference ? PosedReference::predictedBytes(config.height, config.width) : 0;
}

Ledger GeneratorStage::ledger() const
{
    const std::int64_t frames = m_sampler.framesSoFar();
    const Absorber* absorber = m_sampler.absorber();
    Ledger ledger;
    for (std::size_t layer = 0; layer < m_sampler.state().caches.size(); ++layer)
        ledger.add({.consumer = MemoryConsumer::KvCache,
                    .layer = static_cast<int>(layer),
                    .measuredBytes = m_sampler.state().caches[layer].bytes(),
                    .predictedBytes = predictedKvBytes(
                        m_model->generator.kvShape(),
                        absorber ? absorber->cacheOf(layer, m_cache) : m_cache, frames)});
    if (absorber)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .measuredBytes = absorber->bytes(),
                    .predictedBytes = absorber->predictedBytes(frames)});
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .measuredBytes = m_crossBytes,
                .predictedBytes = m_predictedCrossBytes});
    if (m_posedReference)
        ledger.add({.consumer = MemoryConsumer::ReferenceState,
                    .measuredBytes = m_posedReference->bytes(),
                    .predictedBytes = predictedReferenceBytes(m_model->config())});
    return ledger;
}

} // namespace imprint::engine
