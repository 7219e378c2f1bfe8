#include "engine/pipeline/generator_stage.h"

#include "engine/pipeline/eviction_choice.h"
#include "engine/pipeline/ispa_choice.h"

#include <utility>

namespace imprint::engine {
namespace {

PocketSamplerSettings samplerSettings(const PocketModel& model, const SessionConfig& config,
                                      const CacheSettings& cache,
                                      const std::optional<AbsorberSettings>& ispa,
                                      const std::optional<TokenEviction>& evict)
{
    const PocketGeneratorConfig& g = model.config().generator;
    return {.cache = cache,
            .referenceWeight = g.anchorReferenceWeight,
            .ispa = ispa,
            .evict = evict,
            .grey = config.identityFrom == IdentityFrom::History ? &model.grey : nullptr};
}

/// What the sampler begins with; a session with a persona has its warm-up behind it.
std::optional<AbsorberSettings> warmUp(const PocketModel& model, const SessionConfig& config,
                                       const std::shared_ptr<const Learnt>& persona,
                                       const std::shared_ptr<const Absorption>& ofOtherClip)
{
    return persona ? std::nullopt
                   : ispaSettings(config, model.config().generator.blockFrames, ofOtherClip);
}

} // namespace

GeneratorStage::GeneratorStage(std::shared_ptr<const PocketModel> model,
                               const at::Tensor& reference, const PuppetPose& rest,
                               const SessionConfig& config, std::shared_ptr<const Learnt> persona,
                               const std::shared_ptr<const Absorption>& ofOtherClip)
    : m_model(std::move(model))
    , m_persona(std::move(persona))
    , m_cache(pocketCacheSettings(config, m_model->config().generator.blockFrames))
    , m_evict(evictionSettings(config, m_model->config()))
    , m_sampler(m_model->generator,
                samplerSettings(*m_model, config, m_cache,
                                warmUp(*m_model, config, m_persona, ofOtherClip), m_evict))
    , m_reference(m_model->generator.toTokens(m_model->encoder(reference)))
    , m_ispa(*m_model, m_posedReference, m_sampler, config, ofOtherClip)
{
    m_posedReference = m_model->posed(reference, rest);
}

LatentBlock GeneratorStage::denoise(const Conditioning& conditioning)
{
    IMPRINT_ASSERT(!m_made, "block ", conditioning.block, " before the last one was committed");
    const PocketGenerator& generator = m_model->generator;
    const SessionConfig& config = *conditioning.config;
    const WorkWatch watch;
    Made made{.from = conditioning,
              .conditioning = generator.condition(conditioning.controls),
              .clean = m_reference,
              .posed = {}};
    m_crossBytes = made.conditioning.crossBytes();
    m_predictedCrossBytes = generator.predictedCrossBytes(conditioning.controls.motion.size(0));
    at::Tensor posed;
    if (conditioning.block == 0) {
        if (m_posedReference)
            posed = m_posedReference->still();
    } else {
        m_ispa.beginBlock(config);
        if (m_posedReference) {
            const auto moved = m_posedReference->both(conditioning.controls.motion);
            made.posed = m_model->posedTokens(moved.head);
            posed = moved.living;
        }
        made.clean =
            m_sampler.denoise(blockNoise(generator, config.seed, conditioning.block), made.posed,
                              made.conditioning, denoisingTimes(config.steps, config.shift));
        m_times.denoise = watch.elapsed();
    }
    m_made = std::move(made);
    return {.block = conditioning.block,
            .videoFrames = conditioning.videoFrames,
            .latents = generator.toLatents(m_made->clean),
            .posed = posed,
            .motion = conditioning.controls.motion,
            .colours = config.identityFrom == IdentityFrom::History ? ReferenceColours::FromLatents
                                                                    : ReferenceColours::Kept};
}

void GeneratorStage::commit()
{
    IMPRINT_ASSERT(m_made.has_value(), "nothing was made");
    const Made made = *std::exchange(m_made, std::nullopt);
    const WorkWatch watch;
    if (made.from.block == 0)
        m_sampler.begin(made.clean, made.conditioning);
    else
        m_sampler.commit(made.clean, made.posed, made.conditioning);
    m_times.context = watch.elapsed();
    m_ispa.endBlock(made.from, made.clean);
    if (m_persona)
        m_ispa.begin(*std::exchange(m_persona, nullptr));
}

std::int64_t GeneratorStage::predictedReferenceBytes(const PocketConfig& config)
{
    return config.posedReference
               ? PosedReference::predictedBytes(config.height, config.width, config.movingFace)
               : 0;
}

Ledger GeneratorStage::ledger() const
{
    const Absorber* absorber = m_sampler.absorber();
    Ledger ledger;
    for (std::size_t layer = 0; layer < m_sampler.state().caches.size(); ++layer)
        ledger.add({.consumer = MemoryConsumer::KvCache,
                    .layer = static_cast<int>(layer),
                    .measuredBytes = m_sampler.state().caches[layer].bytes(),
                    .predictedBytes =
                        predictedKvBytes(m_model->generator.kvShape(),
                                         absorber ? absorber->cacheOf(layer, m_cache) : m_cache,
                                         m_sampler.framesMet(layer))});
    for (std::size_t layer = 0; layer < m_sampler.state().tokenCaches.size(); ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .measuredBytes = m_sampler.state().tokenCaches[layer].bytes(),
             .predictedBytes = TokenCache::predictedBytes(m_model->generator.kvShape(), *m_evict)});
    ledger.append(m_ispa.ledger());
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
