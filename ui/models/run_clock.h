#pragma once

#include <QString>

#include <cstdint>

namespace imprint::ui {

/// Where a live run stands, in the time of its sound.
struct RunClock {
    double soundSeconds = 0;      ///< that were heard so far
    double delaySeconds = 0;      ///< from a sound to its picture
    double blockSeconds = 0;      ///< of one block; 0: nothing runs
    double firstBlockSeconds = 0; ///< of the first one; 0: as long as the others

    bool runs() const { return blockSeconds > 0; }
    double shownSeconds() const { return soundSeconds - delaySeconds; } ///< of the picture of now

    /// The block to which this sound belongs; the first one is 0.
    std::int64_t block() const;

    /// The first block that a change of now can still reach: those before it are made or being made.
    std::int64_t nextBlock() const { return block() + 1; }

    /// When a block begins.
    double startOf(std::int64_t block) const;

    /// Seconds until the first picture of a block is shown; 0: it was.
    double secondsUntil(std::int64_t block) const;
};

/// "Takes effect in 0.4 s, at block 120", or since when it holds.
QString effectText(const RunClock& clock, std::int64_t block);

} // namespace imprint::ui
