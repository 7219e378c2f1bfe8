#pragma once

#include "ui/models/severity.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <vector>

namespace imprint::ui {

/// A button of a message.
struct MessageAction {
    QString text;
    std::function<void()> run;
};

/// What the window says inline, in the place of a dialog.
struct Message {
    QString
        key; ///< what it is about: a later message with the same key takes its place; empty: its text
    Severity severity = Severity::Information;
    QString text;                       ///< what happened
    QString hint;                       ///< what to do; may be empty
    std::vector<MessageAction> actions; ///< two at most
    bool answers = false;               ///< what its user did just now: shown before all others
    bool passes = false; ///< information goes by itself in spite of its buttons: they are a courtesy
};

/// Messages that wait to be read: the gravest first, those of one severity in their order; before them the answer to what the user
/// did last. Thread: GUI.
class MessageQueue {
public:
    /// When full the oldest of the least grave ones leaves: whatever is posted is in the log as well.
    static constexpr std::size_t kCapacity = 50;

    void post(Message message);
    /// What it was about is over. Returns whether there was such a message.
    bool withdraw(const QString& key);

    const Message*
    current() const; ///< null: nothing to say; valid until the next call that changes the queue
    std::size_t size() const { return m_messages.size(); }

private:
    std::vector<Message> m_messages; // in the order in which they are shown
};

/// Whether a message goes away by itself after a while: only information that asks for nothing.
bool leavesByItself(const Message& message);

} // namespace imprint::ui
