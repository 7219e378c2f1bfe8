#pragma once

#include "ui/docks/dock.h"
#include "ui/models/machine_note.h"

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace imprint::ui {

/// This machine: what Imprint found on it, what is missing, and how to mend it. Looking takes a few seconds, and changes nothing.
class MachineDock : public Dock {
    Q_OBJECT
public:
    explicit MachineDock(QWidget* parent = nullptr);

public Q_SLOTS:
    /// Somebody looks; what was found so far stays.
    void showLooking();
    void showNotes(const std::vector<MachineNote>& notes);

Q_SIGNALS:
    void lookWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildNote(const MachineNote& note);
    QWidget* buildMend(const QString& mend);

    bool m_looked = false;
    QLabel* m_summary = nullptr;
    QPushButton* m_look = nullptr;
    QWidget* m_list = nullptr;
    QVBoxLayout* m_rows = nullptr;
};

} // namespace imprint::ui
