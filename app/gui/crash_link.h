#pragma once

#include "app/gui/back_office.h"
#include "app/gui/studio.h"
#include "app/session/run_note.h"
#include "ui/shell/report_window.h"
#include "ui/widgets/message_bar.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <string>

namespace imprint::app {

/// Offers to tell what happened: when an earlier run of this program did not end as it should, and when an engine of this one
/// failed. Marks this run meanwhile, so that the next one can tell of it. Files are read and written on a thread of its own.
/// Thread: GUI.
class CrashLink : public QObject {
    Q_OBJECT
public:
    /// messages, window and studio outlive it.
    /// log          file of this run; empty: none
    /// stateFolder  of all programs of this user; empty: the usual one
    CrashLink(ui::MessageBar& messages, ui::ReportWindow& window, Studio& studio, std::string log,
              std::string stateFolder = {}, QObject* parent = nullptr);

private:
    void begin(std::string stateFolder);
    void noteRun();
    void watchEngine(const StudioSnapshot& snapshot);
    void offer(const QString& text, const QString& hint, const std::string& what,
               const RunNote& run);
    void save(const QString& file);
    void post(BackOffice::Task task);
    void onGui(std::function<void()> task);

    ui::MessageBar& m_messages;
    ui::ReportWindow& m_window;
    Studio& m_studio;
    RunNote m_run;
    int m_failures = 0;              // of this run's engine that were told
    QTimer m_noteTimer;              // a slider that is dragged is noted once
    std::shared_ptr<RunMark> m_mark; // null: no folder can be used, which was logged
    BackOffice m_office;             // last: its tasks use all above
};

} // namespace imprint::app
