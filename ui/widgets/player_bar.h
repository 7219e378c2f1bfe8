#pragma once

#include "ui/models/voice_view.h"

#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace imprint::ui {

/// The keys of a player: play or pause, a slider over the time, loop. Thread: GUI.
class PlayerBar : public QWidget {
    Q_OBJECT
public:
    explicit PlayerBar(QWidget* parent = nullptr);

    void showPlayer(const PlayerView& player);

Q_SIGNALS:
    void playWanted(bool play);
    void seekWanted(double seconds);
    void loopWanted(bool loop);

private:
    void buildKeys();
    void showTime(double seconds);
    void seekToSlider();

    PlayerView m_player;
    QToolButton* m_play;
    QSlider* m_time;
    QToolButton* m_loop;
    QLabel* m_clock;
};

} // namespace imprint::ui
