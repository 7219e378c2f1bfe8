#pragma once

#include "ui/docks/dock.h"
#include "ui/models/prompt_cue_model.h"
#include "ui/models/prompt_player.h"
#include "ui/models/run_clock.h"

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace imprint::ui {

/// A prompt that is ready to be used.
struct PromptPreset {
    QString name;
    QString prompt;
};

/// What the person is and does, in words: one prompt now, and a timeline of others that are played one after the other.
class PromptDock : public Dock {
    Q_OBJECT
public:
    explicit PromptDock(QWidget* parent = nullptr);

    const PromptTimeline& timeline() const { return m_cues->timeline(); }
    bool playsTimeline() const { return m_player.plays(); }

public Q_SLOTS:
    void showPresets(const std::vector<PromptPreset>& presets);
    /// The prompt in effect. Text that its user is still writing stays.
    void showPrompt(const QString& prompt);
    /// Words of what is being written that the model does not know.
    void showUnknownWords(const QStringList& words);
    /// A few times a second: what is due on the timeline is asked for by promptApplied().
    void showClock(const RunClock& clock);
    void showTimeline(const std::vector<PromptCue>& cues);

Q_SIGNALS:
    void promptApplied(const QString& prompt);
    void promptEdited(const QString& text);
    void timelineChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildEditor();
    QWidget* buildTimeline();
    QString text() const;
    void apply();
    void send(const QString& prompt);
    void showEditState();
    void addCue();
    void setPlaying(bool on);
    void playDue();

    QString m_prompt; // in effect
    RunClock m_clock;
    std::optional<std::int64_t> m_effectBlock;
    PromptPlayer m_player;
    PromptCueModel* m_cues;

    QPlainTextEdit* m_editor = nullptr;
    QComboBox* m_presets = nullptr;
    QPushButton* m_apply = nullptr;
    QLabel* m_unknown = nullptr;
    QLabel* m_effect = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_play = nullptr;
    QPushButton* m_remove = nullptr;
};

} // namespace imprint::ui
