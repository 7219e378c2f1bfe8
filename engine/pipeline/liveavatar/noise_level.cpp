#include "engine/pipeline/liveavatar/noise_level.h"

#include <algorithm>
#include <vector>

namespace imprint::engine {
namespace {

CacheSettings ringOf(const AvatarSettings& settings)
{
    CacheSettings cache;
    cache.kind = CacheKind::SinkWindow;
    cache.capacityFrames = settings.windowFrames;
    cache.storage = settings.storage;
    return cache;
}

std::vector<at::Tensor> outputWeights(const LiveAvatarDit& dit)
{
    std::vector<at::Tensor> weights;
    for (const CausalBlock& block : dit.trunk().blocks())
        weights.push_back(block.outputWeight());
    return weights;
}

} // namespace

NoiseLevel::NoiseLevel(const LiveAvatarDit& dit, const EulerSchedule& schedule, std::int64_t step,
                       const AvatarSettings& settings)
    : m_dit(dit)
    , m_schedule(schedule)
    , m_step(step)
    , m_settings(settings)
    , m_cache(ringOf(settings))
    , m_state(std::make_unique<DitState>(dit.makeLevel(settings.height, settings.width, m_cache)))
{
    if (settings.ispa)
        m_absorber =
            std::make_unique<Absorber>(*settings.ispa, dit.kvShape(settings.height, settings.width),
                                       outputWeights(dit), *m_state);
}

AvatarStep NoiseLevel::operator()(const at::Tensor& latents, const AvatarSight& sees)
{
    const FrameSpan block{m_frames, latents.size(0)};
    if (m_absorber)
        m_absorber->beginPass(0); // a level passes over each block once
    const at::Tensor times = at::full({block.count}, m_schedule.time(m_step), at::kFloat);
    const at::Tensor flow =
        m_dit(latents.transpose(0, 1), times, block, sees, *m_state).transpose(0, 1);
    m_frames += block.count;
    if (m_absorber)
        m_absorber->endBlock(m_frames);
    return {.flow = flow, .next = m_schedule.advanced(latents, flow, m_step)};
}

Ledger NoiseLevel::ledger() const
{
    const KvShape shape = m_dit.kvShape(m_settings.height, m_settings.width);
    Ledger ledger;
    for (std::size_t layer = 0; layer < m_state->caches.size(); ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .measuredBytes = m_state->caches[layer].bytes(),
             .predictedBytes = predictedKvBytes(
                 shape, m_absorber ? m_absorber->cacheOf(layer, m_cache) : m_cache, m_frames)});
    if (m_absorber)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .measuredBytes = m_absorber->bytes(),
                    .predictedBytes = m_absorber->predictedBytes()});
    return ledger;
}

} // namespace imprint::engine
