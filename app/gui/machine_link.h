#pragma once

#include "ui/docks/machine_dock.h"

#include <QObject>

#include <thread>

namespace imprint::app {

/// Asks the doctor about this machine, on a thread of its own, and shows the answers as they come. Thread: GUI.
class MachineLink : public QObject {
    Q_OBJECT
public:
    /// dock outlives it.
    explicit MachineLink(ui::MachineDock& dock, QObject* parent = nullptr);

private:
    void look();

    ui::MachineDock& m_dock;
    std::jthread m_doctor; // last: it calls this object
};

} // namespace imprint::app
