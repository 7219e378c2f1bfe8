#pragma once

#include "app/train/clips/clip.h"

#include <cstdint>
#include <functional>
#include <future>
#include <vector>

namespace imprint::train {

/// Clips in memory, renewed one after the other while training goes on. Which clips it holds follows from the step alone,
/// so a training that was broken off sees the same ones again. Thread: one at a time; reading: any, several at once.
class ClipPool {
public:
    /// Makes clip number `index` as it should be at a given step of the training.
    using Maker = std::function<Clip(std::int64_t index, std::int64_t step)>;

    /// renewPerStep: clips that each step replaces by new ones. threads: that make clips side by side. ahead: the next
    /// step's clips are made in the background; `make` is then called at any time until the pool is gone.
    ClipPool(int size, int renewPerStep, int threads, bool ahead, Maker make);

    /// Makes what is missing to be as at this step. Throws what `make` throws, that of the background a step later.
    void goTo(std::int64_t step);

    int size() const { return static_cast<int>(m_clips.size()); }
    const Clip& operator[](int slot) const { return m_clips[static_cast<std::size_t>(slot)]; }

private:
    struct NewClip {
        std::size_t slot = 0;
        std::int64_t number = 0;
        Clip clip;
    };
    /// What is missing to be as at a step, not made yet; and made.
    std::vector<NewClip> missingAt(std::int64_t step) const;
    void make(std::vector<NewClip>& clips) const;
    void putIn(std::vector<NewClip> clips);
    /// Number of the clip that lies in a slot at a step.
    std::int64_t clipIn(int slot, std::int64_t step) const;
    /// Step at which that clip came in.
    std::int64_t bornAt(std::int64_t clip) const;

    int m_renewPerStep;
    int m_threads;
    bool m_makesAhead;
    Maker m_make;
    std::vector<Clip> m_clips;
    std::vector<std::int64_t> m_held; // number of each slot's clip; -1: none
    std::int64_t m_step = -1;
    std::future<std::vector<NewClip>> m_next; // of the step behind m_step; its destructor waits
};

} // namespace imprint::train
