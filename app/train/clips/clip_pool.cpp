#include "app/train/clips/clip_pool.h"

#include "engine/nn/parallel_for.h"

#include <utility>

#include <sys/resource.h>

namespace imprint::train {
namespace {

/// From now on this thread, and those it starts, let others go first: what is made ahead may wait, what feeds a GPU may
/// not. Linux takes the setting for a thread's own.
void letOthersGoFirst()
{
    constexpr int kNice = 10;
    ::setpriority(PRIO_PROCESS, 0, kNice); // in vain at worst
}

} // namespace

ClipPool::ClipPool(int size, int renewPerStep, int threads, bool ahead, Maker make)
    : m_renewPerStep(renewPerStep)
    , m_threads(threads)
    , m_makesAhead(ahead)
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

std::vector<ClipPool::NewClip> ClipPool::missingAt(std::int64_t step) const
{
    std::vector<NewClip> missing;
    for (std::size_t slot = 0; slot < m_held.size(); ++slot)
        if (const std::int64_t clip = clipIn(static_cast<int>(slot), step); m_held[slot] != clip)
            missing.push_back({.slot = slot, .number = clip});
    return missing;
}

void ClipPool::make(std::vector<NewClip>& clips) const
{
    engine::parallelFor(clips.size(), static_cast<std::size_t>(m_threads), [&](std::size_t i) {
        clips[i].clip = m_make(clips[i].number, bornAt(clips[i].number));
    });
}

void ClipPool::putIn(std::vector<NewClip> clips)
{
    for (NewClip& made : clips) {
        m_clips[made.slot] = std::move(made.clip);
        m_held[made.slot] = made.number;
    }
}

void ClipPool::goTo(std::int64_t step)
{
    if (step == m_step)
        return;
    if (m_next.valid()) {
        std::vector<NewClip> next = m_next.get();
        if (step == m_step + 1)
            putIn(std::move(next));
    }
    std::vector<NewClip> missing = missingAt(step);
    make(missing);
    putIn(std::move(missing));
    m_step = step;
    if (m_makesAhead)
        m_next = std::async(std::launch::async, [this, next = missingAt(step + 1)]() mutable {
            letOthersGoFirst();
            make(next);
            return std::move(next);
        });
}

} // namespace imprint::train
