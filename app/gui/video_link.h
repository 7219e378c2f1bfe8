#pragma once

#include "app/gui/studio.h"
#include "ui/models/message_queue.h"
#include "ui/models/video_view.h"

#include <QElapsedTimer>
#include <QObject>

namespace imprint::ui {
class CharacterDock;
class MainWindow;
class MessageBar;
class PromptDock;
class VoiceDock;
} // namespace imprint::ui

namespace imprint::app {

class OutputLink;

/// What it is connected to; all outlive it.
struct VideoParts {
    ui::MainWindow& window;
    ui::MessageBar& messages;
    Studio& studio;
    ui::PromptDock& prompt;
    ui::VoiceDock& voice;
    ui::CharacterDock& character;
    OutputLink& outputs;
};

/// Lets a model that makes its video of words be worked with: its video is begun and ended in the prompt's dock, and what such a model
/// cannot have says so. Thread: GUI.
class VideoLink : public QObject {
    Q_OBJECT
public:
    explicit VideoLink(const VideoParts& parts, QObject* parent = nullptr);

private:
    void adaptWindow();
    void followState(StudioState state);
    void make();
    void stop();
    void showSnapshot(const StudioSnapshot& snapshot);
    void tellEnd(const StudioSnapshot& last);
    void tellStop();
    void tell(ui::Message message);
    static ui::MessageAction openFolder(const QString& file);
    void show(const ui::VideoView& view);

    VideoParts m_parts;
    ui::VideoView m_view;
    QElapsedTimer m_since; // the video was begun
    QString m_recording;   // file that it goes to; empty: none
};

/// How far a video is of which these are the figures.
ui::VideoView videoView(const StudioSnapshot& snapshot, double secondsPassed);

} // namespace imprint::app
