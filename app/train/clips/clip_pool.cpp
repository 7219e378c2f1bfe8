#include "app/train/clips/clip_pool.h"

#include "engine/nn/parallel_for.h"

namespace imprint::train {

ClipPool::ClipPool(int size, int renewPerStep, int threads, Maker make)
    : m_renewPerStep(renewPerStep)
    , m_threads(threads)
    , m_make(std::move(make))
    , m_clips(static_cast<std::size_t>(size))
    , m_held(static_cast<std::size_t>(size), -1)
{
}

std::int64_t ClipPool::clipIn(int slot, std::int64_t step) const
{
    const std::int64_t renewed = step * m_renewPerStep; // clips that came in, slot after slot
    const std::int64_t rounds = renewed / size() + (slot < renewed % size() ? 1 : 0);
    return rounds * size() + slot;
}

std::int64_t ClipPool::bornAt(std::int64_t clip) const
{
    return clip < size() ? 0 : (clip - size()) / m_renewPerStep + 1;
}

void ClipPool::goTo(std::int64_t step)
{
    std::vector<int> missing;
    for (int slot = 0; slot < size(); ++slot)
        if (m_held[static_cast<std::size_t>(slot)] != clipIn(slot, step))
            missing.push_back(slot);
    engine::parallelFor(missing.size(), static_cast<std::size_t>(m_threads), [&](std::size_t i) {
        const auto slot = static_cast<std::size_t>(missing[i]);
        const std::int64_t clip = clipIn(static_cast<int>(slot), step);
        m_clips[slot] = m_make(clip, bornAt(clip));
        m_held[slot] = clip;
    });
}

} // namespace imprint::train
