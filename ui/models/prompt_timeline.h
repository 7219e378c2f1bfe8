#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::ui {

/// A prompt that begins to hold at a time.
struct PromptCue {
    double seconds = 0; ///< since the timeline was started; where a block begins
    QString text;

    friend bool operator==(const PromptCue&, const PromptCue&) = default;
};

/// Prompts in the order of their times. Models change prompts at block boundaries alone, so every cue stands on one, and no two
/// on the same. Thread: its owner's.
class PromptTimeline {
public:
    /// Of the model; cues move to the boundaries nearest to where their users put them. first: of a block with which the timeline
    /// begins; 0: as long as the others
    void setBlockSeconds(double seconds, double first = 0);
    double blockSeconds() const { return m_blockSeconds; }
    double firstBlockSeconds() const { return m_firstSeconds; }

    const std::vector<PromptCue>& cues() const { return m_cues; }
    /// For what was saved: in any order.
    void setCues(const std::vector<PromptCue>& cues);

    /// Where it stands afterwards: the nearest boundary without a cue, never before 0. Returns its row.
    int add(double seconds, const QString& text);
    void remove(int row);
    /// Returns its new row.
    int move(int row, double seconds);
    void setText(int row, const QString& text);

    std::int64_t blockOf(int row) const;
    /// The cue that holds in block `block` since the start; nothing before the first one.
    std::optional<int> rowAt(std::int64_t block) const;

private:
    struct Wish {
        double seconds = 0; // as asked for, before snapping
        QString text;
    };

    double startOf(std::int64_t block) const;
    std::int64_t blockNear(double seconds) const;
    std::int64_t freeBlockNear(double seconds) const;
    int insert(const Wish& wish);

    double m_blockSeconds = 0.16;
    double m_firstSeconds = 0.16;
    std::vector<Wish> m_wishes; // in the order of m_cues
    std::vector<PromptCue> m_cues;
};

} // namespace imprint::ui
