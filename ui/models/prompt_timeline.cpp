#include "ui/models/prompt_timeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::ui {

void PromptTimeline::setBlockSeconds(double seconds, double first)
{
    if (first <= 0)
        first = seconds;
    if (seconds <= 0 || (seconds == m_blockSeconds && first == m_firstSeconds))
        return;
    m_blockSeconds = seconds;
    m_firstSeconds = first;
    const std::vector<Wish> wishes = std::exchange(m_wishes, {});
    m_cues.clear();
    for (const Wish& wish : wishes)
        insert(wish);
}

void PromptTimeline::setCues(const std::vector<PromptCue>& cues)
{
    m_wishes.clear();
    m_cues.clear();
    for (const PromptCue& cue : cues)
        insert({.seconds = cue.seconds, .text = cue.text});
}

int PromptTimeline::add(double seconds, const QString& text)
{
    return insert({.seconds = seconds, .text = text});
}

void PromptTimeline::remove(int row)
{
    m_wishes.erase(m_wishes.begin() + row);
    m_cues.erase(m_cues.begin() + row);
}

int PromptTimeline::move(int row, double seconds)
{
    const QString text = m_cues.at(static_cast<std::size_t>(row)).text;
    remove(row);
    return add(seconds, text);
}

void PromptTimeline::setText(int row, const QString& text)
{
    m_wishes.at(static_cast<std::size_t>(row)).text = text;
    m_cues.at(static_cast<std::size_t>(row)).text = text;
}

std::int64_t PromptTimeline::blockOf(int row) const
{
    return blockNear(m_cues.at(static_cast<std::size_t>(row)).seconds);
}

double PromptTimeline::startOf(std::int64_t block) const
{
    const double shorter = m_blockSeconds - m_firstSeconds;
    return block == 0 ? 0 : static_cast<double>(block) * m_blockSeconds - shorter;
}

/// The later one of two that are equally near.
std::int64_t PromptTimeline::blockNear(double seconds) const
{
    if (seconds < m_firstSeconds / 2)
        return 0;
    const double shorter = m_blockSeconds - m_firstSeconds;
    return std::max<std::int64_t>(1, std::llround((seconds + shorter) / m_blockSeconds));
}

std::optional<int> PromptTimeline::rowAt(std::int64_t block) const
{
    std::optional<int> row;
    for (int i = 0; i < static_cast<int>(m_cues.size()) && blockOf(i) <= block; ++i)
        row = i;
    return row;
}

std::int64_t PromptTimeline::freeBlockNear(double seconds) const
{
    const auto taken = [&](std::int64_t block) {
        return std::any_of(m_cues.begin(), m_cues.end(),
                           [&](const PromptCue& cue) { return blockNear(cue.seconds) == block; });
    };
    const std::int64_t nearest = blockNear(seconds);
    for (std::int64_t away = 0;; ++away) // ends: one block further than there are cues is free
        for (const std::int64_t block : {nearest + away, nearest - away})
            if (block >= 0 && !taken(block))
                return block;
}

int PromptTimeline::insert(const Wish& wish)
{
    const PromptCue cue{.seconds = startOf(freeBlockNear(wish.seconds)), .text = wish.text};
    const auto place =
        std::upper_bound(m_cues.begin(), m_cues.end(), cue,
                         [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
    const auto row = place - m_cues.begin();
    m_wishes.insert(m_wishes.begin() + row, wish);
    m_cues.insert(place, cue);
    return static_cast<int>(row);
}

} // namespace imprint::ui
