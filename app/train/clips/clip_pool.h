#pragma once

#include "app/train/clips/clip.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace imprint::train {

/// Clips in memory, renewed one after the other while training goes on. Which clips it holds follows from the step alone,
/// so a training that was broken off sees the same ones again. Thread: one at a time; reading: any, several at once.
class ClipPool {
public:
    /// Makes clip number `index` as it should be at a given step of the training.
    using Maker = std::function<Clip(std::int64_t index, std::int64_t step)>;

    /// renewPerStep: clips that each step replaces by new ones. threads: that make clips side by side.
    ClipPool(int size, int renewPerStep, int threads, Maker make);

    /// Makes what is missing to be as at this step.
    void goTo(std::int64_t step);

    int size() const { return static_cast<int>(m_clips.size()); }
    const Clip& operator[](int slot) const { return m_clips[static_cast<std::size_t>(slot)]; }

private:
    /// Number of the clip that lies in a slot at a step.
    std::int64_t clipIn(int slot, std::int64_t step) const;
    /// Step at which that clip came in.
    std::int64_t bornAt(std::int64_t clip) const;

    int m_renewPerStep;
    int m_threads;
    Maker m_make;
    std::vector<Clip> m_clips;
    std::vector<std::int64_t> m_held; // number of each slot's clip; -1: none
};

} // namespace imprint::train
