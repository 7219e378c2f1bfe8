#pragma once

#include "app/gui/project_desk.h"
#include "ui/models/recent_files.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QObject>

#include <functional>
#include <memory>

namespace imprint::app {

/// Brings the project to the window: its name, menus of files and of what can be taken back, offers after a crash. Questions are
/// asked inline; file dialogs leave the rest of the window free. Thread: GUI.
class ProjectLink : public QObject {
    Q_OBJECT
public:
    /// All others outlive it. listFile: where the list of recent projects is kept
    ProjectLink(ui::MainWindow& window, ui::MessageBar& messages, ProjectDesk& desk,
                const QString& listFile, QObject* parent = nullptr);

    void open(const QString& path);

private:
    void connectFiles();
    void connectHistory();
    void connectRecovery();
    void connectRecent();
    void fillRecentMenu();
    void lookForMissing();
    void chooseFileToOpen();
    void chooseFileToSave();
    void showTitle();
    void offer(const RecoveryOffer& offer);
    void whenDiscarded(const QString& question, std::function<void()> action);
    void remember(const QString& path);

    ui::MainWindow& m_window;
    ui::MessageBar& m_messages;
    ProjectDesk& m_desk;
    QString m_listFile;
    ui::RecentFiles m_recent;
};

} // namespace imprint::app
