#pragma once

#include <QDockWidget>

class QLabel;

namespace imprint::ui {

/// The frame of every dock: a title, a name under which the layout is stored, and one content widget that scrolls where the
/// window is small, above a footer where there is one. A dock shows what it is told by its slots, says what its user wishes by its signals, and knows nothing else.
/// Thread: GUI.
class Dock : public QDockWidget {
    Q_OBJECT
public:
    /// name  of the stored layout: never translated, never changed
    Dock(const QString& name, const QString& title, QWidget* parent = nullptr);

    /// What it offers means nothing now, and why: it says so above, and can be used again when the reason is empty.
    void setUnused(const QString& why);
    bool isUnused() const;

    /// Whether its content can be seen: it is open, and no other tab lies in front of it.
    bool isShown() const { return m_isShown; }

Q_SIGNALS:
    /// Its content can be seen from now on: what it did not follow meanwhile is to be made up for.
    void shown();

protected:
    /// Takes the widgets; called once, by the constructor of each dock.
    /// footer: stays below the content, in sight however far that is scrolled; may be null.
    void setContent(QWidget* content, QWidget* footer = nullptr);

private:
    bool m_isShown = false;
    QLabel* m_unused = nullptr;
    QWidget* m_content = nullptr;
    QWidget* m_footer = nullptr;
};

} // namespace imprint::ui
