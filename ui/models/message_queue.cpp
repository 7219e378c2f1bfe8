#include "ui/models/message_queue.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::ui {

void MessageQueue::post(Message message)
{
    IMPRINT_ASSERT(message.actions.size() <= 2, "a message has two buttons at most");
    if (message.key.isEmpty())
        message.key = message.text;
    const auto same = std::find_if(m_messages.begin(), m_messages.end(),
                                   [&](const Message& other) { return other.key == message.key; });
    if (same != m_messages.end() && same->severity == message.severity && !message.answers) {
        message.answers = same->answers;
        *same = std::move(message);
        return;
    }
    if (same != m_messages.end())
        m_messages.erase(same);
    const auto behind =
        std::find_if(m_messages.begin(), m_messages.end(), [&](const Message& other) {
            return message.answers || (!other.answers && other.severity < message.severity);
        });
    m_messages.insert(behind, std::move(message));
    if (m_messages.size() > kCapacity) {
        const Severity least = m_messages.back().severity;
        m_messages.erase(
            std::find_if(m_messages.begin(), m_messages.end(),
                         [&](const Message& other) { return other.severity == least; }));
    }
}

bool MessageQueue::withdraw(const QString& key)
{
    return std::erase_if(m_messages, [&](const Message& message) { return message.key == key; }) >
           0;
}

const Message* MessageQueue::current() const
{
    return m_messages.empty() ? nullptr : &m_messages.front();
}

bool leavesByItself(const Message& message)
{
    return message.severity <= Severity::Information &&
           (message.actions.empty() || message.passes);
}

} // namespace imprint::ui
