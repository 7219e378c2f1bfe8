#pragma once

#include "app/session/project.h"

#include <QObject>
#include <QUndoStack>

namespace imprint::app {

/// What can be taken back: every change of what a project holds about its person, voice and settings, as whole states. Whoever
/// changes something tells the new state; what one drag of a slider changes is one step. Thread: GUI.
class EditHistory : public QObject {
    Q_OBJECT
public:
    static constexpr int kSteps = 200;

    explicit EditHistory(QObject* parent = nullptr);

    /// The state of a new project, or of a model that brought its own settings: nothing before it can be taken back.
    void begin(const ProjectEdits& edits);
    /// What is now. The same as before is no step.
    void edited(const ProjectEdits& edits);
    const ProjectEdits& current() const { return m_current; }

    /// Between these, changes of the same settings are one step. Two drags are two.
    void beginGesture();
    void endGesture();

    QUndoStack& stack() { return m_stack; }

Q_SIGNALS:
    /// A step was taken back or made again: this is to be now.
    void restored(const ProjectEdits& edits);

private:
    class Step;

    void restore(const ProjectEdits& edits);

    ProjectEdits m_current;
    int m_gestures = 0;
    bool m_inGesture = false;
    QUndoStack m_stack;
};

/// Tells a history when its user begins and ends a drag, by watching mouse and keys of the whole program: no dock needs to know
/// of undo. A key that is held counts as a drag. Thread: GUI.
class GestureWatch : public QObject {
    Q_OBJECT
public:
    /// history outlives it; watched: QApplication, or in tests a widget.
    GestureWatch(EditHistory& history, QObject& watched, QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    EditHistory& m_history;
};

} // namespace imprint::app
