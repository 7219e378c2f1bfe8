#pragma once

#include "ui/models/prompt_timeline.h"

namespace imprint::ui {

/// Plays a timeline in the blocks of a run. Thread: its owner's.
class PromptPlayer {
public:
    /// block  of the run in which the timeline's time 0 is
    void start(std::int64_t block) { *this = PromptPlayer(block); }
    void stop() { *this = PromptPlayer(); }
    bool plays() const { return m_start.has_value(); }

    PromptPlayer() = default;

    /// Since the start; only while it plays.
    std::int64_t timelineBlock(std::int64_t block) const { return block - m_start.value(); }

    /// The row that holds in `block` of the run; nothing before the first cue and while nothing plays.
    std::optional<int> rowAt(const PromptTimeline& timeline, std::int64_t block) const;

    /// The prompt that is to begin now because another cue has come, or because the one that holds was written anew. What its user
    /// applies meanwhile stays until the next cue.
    std::optional<QString> due(const PromptTimeline& timeline, std::int64_t block);

private:
    explicit PromptPlayer(std::int64_t block)
        : m_start(block)
    {
    }

    std::optional<std::int64_t> m_start;
    std::optional<PromptCue> m_last; // that was due
};

} // namespace imprint::ui
