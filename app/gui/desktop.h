#pragma once

#include "app/gui/studio.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QObject>

#include <memory>
#include <vector>

namespace imprint::app {

class SettingsLink;

/// The whole object graph of the desktop program: studio, window, docks, and what connects them. Thread: GUI.
class Desktop : public QObject {
    Q_OBJECT
public:
    explicit Desktop(StudioSettings settings);
    ~Desktop() override;

    void show();

    ui::MainWindow& window() { return *m_window; }
    Studio& studio() { return *m_studio; }

Q_SIGNALS:
    void firstPictureShown();

private:
    void buildWindow();
    std::vector<ui::DockPlace> buildDocks();
    void connectLiveActions();
    void connectMessages();
    void followOutput(ui::WindowAction action, OutputKind kind);
    void leave();
    bool isOnAir() const;

    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::MessageBar* m_messages = nullptr;
    SettingsLink* m_settings = nullptr;
    StudioSnapshot m_latest;
};

} // namespace imprint::app
