#include "ui/models/prompt_player.h"

namespace imprint::ui {

std::optional<int> PromptPlayer::rowAt(const PromptTimeline& timeline, std::int64_t block) const
{
    return plays() ? timeline.rowAt(timelineBlock(block)) : std::nullopt;
}

std::optional<QString> PromptPlayer::due(const PromptTimeline& timeline, std::int64_t block)
{
    const auto row = rowAt(timeline, block);
    if (!row)
        return std::nullopt;
    const PromptCue& cue = timeline.cues()[static_cast<std::size_t>(*row)];
    if (m_last == cue)
        return std::nullopt;
    m_last = cue;
    return cue.text;
}

} // namespace imprint::ui
