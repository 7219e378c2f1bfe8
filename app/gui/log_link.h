#pragma once

#include "engine/core/log_tail.h"
#include "ui/docks/log_dock.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>

namespace imprint::app {

/// The log of this process for the window.
struct DesktopLog {
    std::shared_ptr<const LogTail> tail; ///< null: there is none
    QString folder;                      ///< with the files of this and earlier runs
    QString file;                        ///< of this run; empty: there is none
};

/// Fetches new lines for the log dock four times a second. Thread: GUI.
class LogLink : public QObject {
    Q_OBJECT
public:
    /// dock outlives it.
    LogLink(ui::LogDock& dock, DesktopLog log, QObject* parent = nullptr);

private:
    void fetch();

    ui::LogDock& m_dock;
    const DesktopLog m_log;
    std::int64_t m_last = 0; // line that the dock has
    QTimer m_timer;
};

} // namespace imprint::app
