#pragma once

#include "app/gui/export_link.h"
#include "app/gui/project_desk.h"
#include "ui/shell/export_window.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QObject>

#include <memory>

namespace imprint::ui {
class PromptDock;
}

namespace imprint::app {

class CharacterLink;
class DropLink;
class ModelLink;
class OutputLink;
class ProjectLink;
class VoiceLink;

/// What it is connected to; all outlive it.
struct WorkshopParts {
    ui::MainWindow& window;
    ui::MessageBar& messages;
    Studio& studio;
    CharacterLink& character;
    ui::PromptDock& prompt;
    VoiceLink& voice;
    ModelLink& models;
    OutputLink& outputs;
};

/// Everything about work that is kept: the project, what can be taken back, what is dropped onto the window, exports. Thread: GUI.
class Workshop : public QObject {
    Q_OBJECT
public:
    /// engine: as the live run's; exports start their own of that kind
    Workshop(const WorkshopParts& parts, const EngineHostSettings& engine,
             QObject* parent = nullptr);
    ~Workshop() override;

    ProjectDesk& desk() { return m_desk; }
    bool isExporting() const { return m_exports.isBusy(); }

private:
    void connectCharacter();
    void connectTimeline();
    void connectGear();
    void connectDrops(const ProjectLink& projects);
    void connectExport();

    WorkshopParts m_parts;
    ProjectDesk m_desk;
    DropLink* m_drops;
    std::unique_ptr<ui::ExportWindow> m_exportWindow;
    ExportLink m_exports;
};

} // namespace imprint::app
