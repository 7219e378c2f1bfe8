#pragma once

#include "ui/models/memory_change.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace imprint::ui {

/// What a change of memory settings would do, and what it did, with the buttons for it. Hidden while there is nothing to say.
/// Thread: GUI.
class MemoryReportBox : public QWidget {
    Q_OBJECT
public:
    explicit MemoryReportBox(QWidget* parent = nullptr);

    void showChange(const MemoryChange& change);

Q_SIGNALS:
    void applyWished();
    void discardWished();

private:
    QLabel* m_changes = nullptr;
    QLabel* m_report = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_discard = nullptr;
};

} // namespace imprint::ui
