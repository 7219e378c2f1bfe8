#pragma once

#include <QKeySequence>
#include <QObject>

class QWidget;

namespace imprint::ui {

/// The key of push to talk: held anywhere in the window of `host` it talks, but for text fields, which keep their keys. While it is
/// switched on, buttons answer to Enter, because Space may be the key. Let go of also when the window loses the keyboard: a
/// microphone never stays open by accident. Thread: GUI.
class TalkKey : public QObject {
    Q_OBJECT
public:
    explicit TalkKey(QWidget& host);

    /// A single key without modifiers, Space at first.
    void setKey(Qt::Key key);
    Qt::Key key() const { return m_key; }
    QString keyText() const { return QKeySequence(m_key).toString(QKeySequence::NativeText); }
    void setActive(bool active);

Q_SIGNALS:
    void pressed();
    void released();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool belongsHere(QObject* watched) const;
    void letGo();

    QWidget& m_host;
    Qt::Key m_key = Qt::Key_Space;
    bool m_active = false;
    bool m_down = false;
};

} // namespace imprint::ui
