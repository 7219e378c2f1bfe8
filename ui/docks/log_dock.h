#pragma once

#include "ui/docks/dock.h"
#include "ui/models/log_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace imprint::ui {

/// What the program had to say, the newest last: filtered, copied, and followed unless its user has scrolled up.
/// Thread: GUI.
class LogDock : public Dock {
    Q_OBJECT
public:
    explicit LogDock(QWidget* parent = nullptr);

public Q_SLOTS:
    /// Lines that follow those that are here.
    void append(const std::vector<LogLine>& lines);

Q_SIGNALS:
    /// The folder with the logs of this and earlier runs.
    void openFolderWished();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLayout* buildFilters();
    QTreeView* buildTable();
    QLayout* buildButtons();
    bool isAtEnd() const;
    void followIf(bool atEnd);
    void copy();
    void showLine(const QModelIndex& index);

    LogModel m_lines;
    LogFilter m_filter;
    QComboBox* m_level = nullptr;
    QLineEdit* m_words = nullptr;
    QTreeView* m_table = nullptr;
    QLabel* m_line = nullptr; // the chosen one, whole
};

} // namespace imprint::ui
