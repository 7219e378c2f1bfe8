#include "engine/pipeline/liveavatar/noise_level.h"

#include "engine/core/error.h"

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
    , m_cache(ringOf(settings))
    , m_run(dit.makeLevel(settings.height, settings.width, m_cache),
            dit.kvShape(settings.height, settings.width), dit.trunk().outputWeights(),
            settings.ispa)
{
}

AvatarStep NoiseLevel::operator()(const at::Tensor& latents, const AvatarSight& sees)
{
    const FrameSpan block{m_frames, latents.size(0)};
    m_run.beginPass(0); // a level passes over each block once
    const at::Tensor times = at::full({block.count}, m_schedule.time(m_step), at::kFloat);
    // However the latents lie: the last bits depend on it, and a block may come out of an archive or over a line.
    const at::Tensor x = latents.contiguous();
    const at::Tensor flow =
        m_dit(x.transpose(0, 1), times, block, sees, m_run.state()).transpose(0, 1);
    m_frames += block.count;
    m_run.endBlock(m_frames);
    return {.flow = flow, .next = m_schedule.advanced(x, flow, m_step)};
}

void NoiseLevel::skipTo(std::int64_t frame)
{
    m_run.skipTo(frame);
    m_frames = frame;
    m_run.endBlock(m_frames);
}

void NoiseLevel::replace(NoiseLevel& before, std::int64_t missingFrames)
{
    IMPRINT_ASSERT(m_frames == before.m_frames, "it ends at ", m_frames, ", the other at ",
                   before.m_frames);
    m_run.replace(before.m_run, missingFrames);
}

void NoiseLevel::adopt(const AbsorberSettings& ispa, const Absorption& absorption)
{
    m_run.adopt(ispa, absorption);
}

Ledger NoiseLevel::ledger() const
{
    return m_run.ledger(m_cache, m_frames);
}

} // namespace imprint::engine
