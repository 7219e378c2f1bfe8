#pragma once

#include "ui/models/talk_switch.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace imprint::ui {

class TalkKey;

/// Whether the voice is heard: one large button that mutes, or one that is held to talk, and its key. Thread: GUI.
class TalkBar : public QWidget {
    Q_OBJECT
public:
    explicit TalkBar(QWidget* parent = nullptr);

    bool isMuted() const { return m_talk.muted(); }
    /// Somebody else muted or unmuted; what counts then is isMuted().
    void observe(bool muted);
    /// Said while the voice is heard; empty: nothing.
    void setHeardText(const QString& text);

Q_SIGNALS:
    /// isMuted() may be another.
    void used();

private:
    QWidget* buildPushToTalk();
    QWidget* buildKeyField();
    void hold(bool held);
    void refresh();
    QString stateText() const;

    TalkSwitch m_talk;
    TalkKey* m_key;
    QString m_heardText;
    QPushButton* m_mute = nullptr;
    QPushButton* m_hold = nullptr;
    QLabel* m_state = nullptr;
    QWidget* m_keyField = nullptr;
};

} // namespace imprint::ui
