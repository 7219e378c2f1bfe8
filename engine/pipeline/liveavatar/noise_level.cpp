#include "engine/pipeline/liveavatar/noise_level.h"

#include "engine/pipeline/cache_ledger.h"

namespace imprint::engine {
CacheSettings ringOf(const AvatarSettings& settings)
{
    CacheSettings cache;
    cache.kind = CacheKind::SinkWindow;
    cache.capacityFrames = settings.windowFrames;
    cache.storage = settings.storage;
    return cache;
}

NoiseLevel::NoiseLevel(const LiveAvatarDit& dit, const EulerSchedule& schedule, std::int64_t step,
                       const AvatarSettings& settings)
    : m_dit(dit)
    , m_schedule(schedule)
    , m_step(step)
    , m_settings(settings)
    , m_cache(ringOf(settings))
    , m_state(dit.makeLevel(settings.height, settings.width, m_cache))
{
    if (settings.ispa)
        m_absorber.emplace(*settings.ispa, dit.kvShape(settings.height, settings.width),
                           dit.trunk().outputWeights(), m_state);
}

AvatarStep NoiseLevel::operator()(const at::Tensor& latents, const AvatarSight& sees)
{
    const FrameSpan block{m_frames, latents.size(0)};
    if (m_absorber)
        m_absorber->beginPass(0); // a level passes over each block once
    const at::Tensor times = at::full({block.count}, m_schedule.time(m_step), at::kFloat);
    const at::Tensor flow =
        m_dit(latents.transpose(0, 1), times, block, sees, m_state).transpose(0, 1);
    m_frames += block.count;
    if (m_absorber)
        m_absorber->endBlock(m_frames);
    return {.flow = flow, .next = m_schedule.advanced(latents, flow, m_step)};
}

Ledger NoiseLevel::ledger() const
{
    return cacheLedger(m_state, absorber(), m_cache,
                       m_dit.kvShape(m_settings.height, m_settings.width), m_frames);
}

} // namespace imprint::engine
