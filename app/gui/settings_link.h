#pragma once

#include "app/gui/studio.h"
#include "app/outputs/movie_format.h"
#include "app/outputs/stream_settings.h"
#include "ui/models/general_settings.h"
#include "ui/models/output_view.h"
#include "ui/models/shortcut_table.h"
#include "ui/settings/settings_store.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

#include <QObject>

#include <memory>

namespace imprint::ui {
class CheatSheet;
class FieldForm;
class SecretField;
class SettingsDialog;
enum class SettingsPage;
class Tray;
} // namespace imprint::ui

namespace imprint::app {

class GlobalKeys;
class KeyStore;
class OutputLink;

/// File of the window's settings: $XDG_CONFIG_HOME/imprint/imprint.ini, else below ~/.config.
QString settingsFile();

/// What the file says of the window itself: language and appearance are needed before it is made.
ui::GeneralSettings storedGeneral();

/// Settings, keys, tray: keeps them in their file, shows them in their window, and brings what is set to window and studio.
/// Thread: GUI.
class SettingsLink : public QObject {
    Q_OBJECT
public:
    /// window, studio, outputs and streamKey outlive it.
    SettingsLink(ui::MainWindow& window, Studio& studio, OutputLink& outputs,
                 ui::SecretField& streamKey, QObject* parent = nullptr);
    ~SettingsLink() override;

    const ui::GeneralSettings& general() const { return m_general; }

    /// Closing the window only hides it.
    bool hidesWhenClosed() const;

    /// Whether the program never ran with these settings before; no longer, once it was asked.
    bool takeFirstStart();

    ui::SettingsStore& store() { return m_store; }
    ui::SettingsDialog& dialog(); ///< made when it is first needed

Q_SIGNALS:
    /// What could not be read or kept: what, and what to do.
    void problem(const QString& text, const QString& hint);
    void quitWished(); ///< by the tray
    void hubTokenChanged(const QString& token);

private:
    void loadAll();
    void buildDialog();
    void buildGeneral();
    void buildModels();
    void beginKeys();
    void applyGlobalKeys();
    void buildSession();
    void buildOutputs();
    void addSessionForm(ui::SettingsPage page, std::vector<ui::FieldSpec> specs,
                        const QString& heading);
    void showSession(const SessionConfig& config);
    void showVoice(const audio::VoiceSettings& voice);
    void applyGeneral();
    void keep();
    void showOnAir(const StudioSnapshot& snapshot);
    void showCheatSheet();

    ui::MainWindow& m_window;
    Studio& m_studio;
    OutputLink& m_outputs;
    ui::SecretField& m_streamKey;
    ui::SettingsStore m_store;
    ui::GeneralSettings m_general;
    MovieFormat m_movie;
    StreamSettings m_stream;
    ui::OutputSettings m_outputStandard; // as the dock had them at first
    ui::ShortcutTable m_shortcuts;
    ui::Tray* m_tray = nullptr;
    ui::SettingsDialog* m_dialog = nullptr;
    ui::CheatSheet* m_cheatSheet = nullptr;
    KeyStore* m_keys = nullptr;
    std::unique_ptr<ui::SecretField> m_hubToken; ///< until the dialog has it
    GlobalKeys* m_globalKeys = nullptr;          ///< null: they were never asked for
    std::vector<std::pair<ui::FieldForm*, QStringList>> m_sessionForms; // with their keys
    ui::FieldForm* m_voiceForm = nullptr;
    QString m_onAir;
};

} // namespace imprint::app
