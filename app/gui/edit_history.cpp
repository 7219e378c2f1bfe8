#include "app/gui/edit_history.h"

#include "app/gui/edit_words.h"

#include <QKeyEvent>
#include <QUndoCommand>

#include <utility>

namespace imprint::app {

/// From one whole state to the next.
class EditHistory::Step : public QUndoCommand {
public:
    /// gesture  0: none
    Step(EditHistory& history, ProjectEdits before, ProjectEdits after, int gesture)
        : QUndoCommand(changeWords(before, after))
        , m_history(history)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_gesture(gesture)
    {
    }

    int id() const override { return 1; }

    void undo() override { m_history.restore(m_before); }

    void redo() override
    {
        if (std::exchange(m_isNew, false)) // it was made already: that is why it is here
            return;
        m_history.restore(m_after);
    }

    bool mergeWith(const QUndoCommand* command) override
    {
        const auto* next = static_cast<const Step*>(command); // all commands are steps
        if (m_gesture == 0 || next->m_gesture != m_gesture ||
            changedKeys(m_before, m_after) != changedKeys(next->m_before, next->m_after))
            return false;
        m_after = next->m_after;
        setText(changeWords(m_before, m_after));
        setObsolete(m_before == m_after); // dragged back to where it was
        return true;
    }

private:
    EditHistory& m_history;
    ProjectEdits m_before;
    ProjectEdits m_after;
    int m_gesture;
    bool m_isNew = true;
};

EditHistory::EditHistory(QObject* parent)
    : QObject(parent)
{
    m_stack.setUndoLimit(kSteps);
}

void EditHistory::begin(const ProjectEdits& edits)
{
    m_current = edits;
    m_stack.clear();
}

void EditHistory::edited(const ProjectEdits& edits)
{
    if (edits == m_current)
        return;
    ProjectEdits before = std::exchange(m_current, edits);
    m_stack.push(new Step(*this, std::move(before), edits, m_inGesture ? m_gestures : 0));
}

void EditHistory::beginGesture()
{
    ++m_gestures;
    m_inGesture = true;
}

void EditHistory::endGesture()
{
    m_inGesture = false;
}

void EditHistory::restore(const ProjectEdits& edits)
{
    m_current = edits;
    Q_EMIT restored(edits);
}

GestureWatch::GestureWatch(EditHistory& history, QObject& watched, QObject* parent)
    : QObject(parent)
    , m_history(history)
{
    watched.installEventFilter(this);
}

bool GestureWatch::eventFilter(QObject* object, QEvent* event)
{
    const auto isNewKey = [&] { return !static_cast<QKeyEvent*>(event)->isAutoRepeat(); };
    switch (event->type()) {
    case QEvent::MouseButtonPress: m_history.beginGesture(); break;
    case QEvent::MouseButtonRelease: m_history.endGesture(); break;
    case QEvent::KeyPress:
        if (isNewKey())
            m_history.beginGesture();
        break;
    case QEvent::KeyRelease:
        if (isNewKey())
            m_history.endGesture();
        break;
    default: break;
    }
    return QObject::eventFilter(object, event);
}

} // namespace imprint::app
