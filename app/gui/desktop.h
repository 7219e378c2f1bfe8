#pragma once

#include "app/gui/log_link.h"
#include "app/gui/studio.h"
#include "app/gui/workshop.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QObject>

#include <memory>
#include <thread>
#include <vector>

namespace imprint::ui {
class CharacterDock;
class PromptDock;
class ReportWindow;
class SecretField;
class StatusStrip;
class VoiceDock;
} // namespace imprint::ui

namespace imprint::app {

class CharacterLink;
class CrashLink;
class ModelLink;
class OutputLink;
class SettingsLink;
class VoiceLink;

/// The whole object graph of the desktop program: studio, window, docks, and what connects them. Thread: GUI.
class Desktop : public QObject {
    Q_OBJECT
public:
    explicit Desktop(StudioSettings settings, DesktopLog log = {});
    ~Desktop() override;

    void show();
    /// Ends the program without a question; outputs are finished, unsaved work stays in the autosave.
    void quit() { m_studio->close(); }

    ProjectDesk& desk() { return m_workshop->desk(); }
    ui::MainWindow& window() { return *m_window; }
    Studio& studio() { return *m_studio; }
    ui::MessageBar& messages() { return *m_messages; }

Q_SIGNALS:
    void firstPictureShown();

private:
    void buildWindow();
    std::vector<ui::DockPlace> buildDocks();
    void connectLiveActions();
    void connectMessages();
    void leave();
    bool isOnAir() const;
    void tellRecording(const QString& path);
    void tellRecorded(const QString& path, const QString& trouble);
    void tellVoiceTrouble(const QString& trouble);
    void welcome();
    void noteSnapshot(const StudioSnapshot& snapshot);
    void connectHelp();
    void reportProblem();

    std::unique_ptr<Studio> m_studio;
    DesktopLog m_log;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::StatusStrip* m_status = nullptr;
    OutputLink* m_outputs = nullptr;
    ui::SecretField* m_streamKey = nullptr;
    ui::MessageBar* m_messages = nullptr;
    CharacterLink* m_character = nullptr;
    ui::PromptDock* m_prompt = nullptr;
    ui::VoiceDock* m_voiceDock = nullptr;
    ui::CharacterDock* m_characterDock = nullptr;
    ModelLink* m_models = nullptr;
    VoiceLink* m_voice = nullptr;
    SettingsLink* m_settings = nullptr;
    std::unique_ptr<Workshop> m_workshop;
    std::unique_ptr<ui::ReportWindow> m_reports;
    std::unique_ptr<CrashLink> m_crashes;
    StudioSnapshot m_latest;
    std::jthread m_reporter; // last: it calls this object
};

} // namespace imprint::app
