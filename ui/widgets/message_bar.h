#pragma once

#include "ui/models/message_queue.h"

#include <QFrame>
#include <QTimer>

#include <array>
#include <chrono>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace imprint::ui {

class SeveritySymbol;

/// One message at a time above what it is about, never in its way: symbol, text, hint, up to two buttons, dismiss. Hidden
/// while there is nothing to say. Screen readers are told of each message as it appears; Escape dismisses it.
/// Thread: GUI.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kInformationShown{8000};

    /// informationShown  how long a message stays that goes by itself; longer while the mouse or the focus is on it
    explicit MessageBar(QWidget* parent = nullptr,
                        std::chrono::milliseconds informationShown = kInformationShown);

    void post(Message message);
    /// What it was about is over.
    void withdraw(const QString& key);
    void dismissCurrent();

    const MessageQueue& messages() const { return m_messages; }

Q_SIGNALS:
    /// A message has appeared: what screen readers are told.
    void announced(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildContent();
    QWidget* buildButtons();
    void present(const Message& message);
    void showCurrent();
    void announce();
    void runAction(std::size_t index);
    void leave();

    MessageQueue m_messages;
    QString m_shownText; // what was announced last
    SeveritySymbol* m_symbol = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_count = nullptr;
    QBoxLayout* m_body = nullptr;
    QWidget* m_buttons = nullptr;
    std::array<QPushButton*, 2> m_actions = {};
    QToolButton* m_dismiss = nullptr;
    QTimer m_timer;
};

} // namespace imprint::ui
