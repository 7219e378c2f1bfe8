#pragma once

#include "ui/docks/dock.h"
#include "ui/models/prompt_cue_model.h"
#include "ui/models/prompt_player.h"
#include "ui/models/run_clock.h"
#include "ui/models/video_view.h"

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace imprint::ui {

class VideoBar;

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
    double videoSeconds() const; ///< that a video shall have
    int videoSize() const;       ///< of a smaller square; 0: the model's own
    bool recordsVideo() const;

public Q_SLOTS:
    void showPresets(const std::vector<PromptPreset>& presets);
    /// The prompt in effect. Text that its user is still writing stays.
    void showPrompt(const QString& prompt);
    /// Words of what is being written that the model does not know.
    void showUnknownWords(const QStringList& words);
    /// A few times a second: what is due on the timeline is asked for by promptApplied().
    void showClock(const RunClock& clock);
    void showTimeline(const std::vector<PromptCue>& cues);
    /// Whether the model makes its video of whole sentences, as the timeline has them from its beginning, and not of a person
    /// who is described.
    void setSentences(bool sentences);
    void setVideoSize(int width, int height); ///< of the model's own pictures
    void showVideo(const VideoView& view);

Q_SIGNALS:
    void promptApplied(const QString& prompt);
    void promptEdited(const QString& text);
    void timelineChanged();
    void videoWished();
    void videoStopWished();
    void videoSecondsChanged(double seconds);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildEditor();
    QWidget* buildTimeline();
    QString obstacle() const;
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
    QLabel* m_timelineHint = nullptr;
    VideoBar* m_video = nullptr;
    bool m_sentences = false;
};

} // namespace imprint::ui
