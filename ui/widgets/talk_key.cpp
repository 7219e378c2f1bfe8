#include "ui/widgets/talk_key.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QWidget>

#include <utility>

namespace imprint::ui {
namespace {

/// Whether the widget reads what is typed.
bool takesText(const QObject* widget)
{
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QTextEdit*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QKeySequenceEdit*>(widget);
}

bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

TalkKey::TalkKey(QWidget& host)
    : QObject(&host)
    , m_host(host)
{
}

void TalkKey::setKey(Qt::Key key)
{
    letGo();
    m_key = key;
}

void TalkKey::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (active) {
        qApp->installEventFilter(this);
    } else {
        qApp->removeEventFilter(this);
        letGo();
    }
}

void TalkKey::letGo()
{
    if (std::exchange(m_down, false))
        Q_EMIT released();
}

bool TalkKey::belongsHere(QObject* watched) const
{
    const auto* widget = qobject_cast<const QWidget*>(watched);
    return widget && widget->window() == m_host.window() && !takesText(widget);
}

bool TalkKey::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::WindowDeactivate:
    case QEvent::ApplicationDeactivate: letGo(); return false;
    case QEvent::ShortcutOverride: // else a shortcut of this key would be faster
    case QEvent::KeyPress: {
        auto* key = static_cast<QKeyEvent*>(event);
        if (!belongsHere(watched))
            return false;
        if (isEnter(*key) && event->type() == QEvent::KeyPress && m_key != key->key())
            if (auto* button = qobject_cast<QAbstractButton*>(watched)) {
                button->click();
                return true;
            }
        if (key->key() != m_key || key->modifiers() != Qt::NoModifier)
            return false;
        event->accept();
        if (event->type() == QEvent::KeyPress && !key->isAutoRepeat() &&
            !std::exchange(m_down, true))
            Q_EMIT pressed();
        return true;
    }
    case QEvent::KeyRelease: {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (key->key() != m_key || !m_down)
            return false;
        if (!key->isAutoRepeat())
            letGo();
        return true;
    }
    default: return false;
    }
}

} // namespace imprint::ui
