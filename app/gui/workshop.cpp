#include "app/gui/workshop.h"

#include "app/gui/character_link.h"
#include "app/gui/drop_link.h"
#include "app/gui/model_link.h"
#include "app/gui/project_link.h"
#include "app/gui/voice_link.h"
#include "ui/docks/prompt_dock.h"

#include <QStandardPaths>

namespace imprint::app {
namespace {

QString recentFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
           QStringLiteral("/imprint/recent.ini");
}

} // namespace

Workshop::Workshop(const WorkshopParts& parts, const EngineHostSettings& engine, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_desk(parts.studio)
    , m_drops(new DropLink(parts.window, parts.messages, parts.studio, this))
    , m_exportWindow(std::make_unique<ui::ExportWindow>(&parts.window))
    , m_exports(*m_exportWindow, parts.studio, engine)
{
    auto* projects =
        new ProjectLink(m_parts.window, m_parts.messages, m_desk, recentFile(), &m_desk);
    connectCharacter();
    connectTimeline();
    connectDrops(*projects);
    connectExport();
    m_desk.lookForLeftWork();
}

Workshop::~Workshop() = default;

void Workshop::connectCharacter()
{
    CharacterLink& link = m_parts.character;
    connect(&link, &CharacterLink::personChanged, &m_desk, [this](const ui::PersonView& person) {
        m_desk.nameCharacter(person.name.toStdString(), person.consent.toStdString());
    });
    connect(&m_desk, &ProjectDesk::characterShown, &link,
            [&link](const Character& character, const QImage& face) {
                link.showPerson(face, QString::fromStdString(character.name),
                                QString::fromStdString(character.consent));
            });
}

void Workshop::connectTimeline()
{
    ui::PromptDock& dock = m_parts.prompt;
    m_desk.setPlaysTimeline([&dock] { return dock.playsTimeline(); });
    connect(&dock, &ui::PromptDock::timelineChanged, &m_desk, [this, &dock] {
        std::vector<PromptAt> rows;
        for (const ui::PromptCue& cue : dock.timeline().cues())
            rows.push_back({.seconds = cue.seconds, .text = cue.text.toStdString()});
        m_desk.changeTimeline(rows);
    });
    connect(
        &m_desk, &ProjectDesk::timelineShown, &dock, [&dock](const std::vector<PromptAt>& rows) {
            std::vector<ui::PromptCue> cues;
            for (const PromptAt& row : rows)
                cues.push_back({.seconds = row.seconds, .text = QString::fromStdString(row.text)});
            if (cues != dock.timeline().cues())
                dock.showTimeline(cues);
        });
}

void Workshop::connectDrops(const ProjectLink& projects)
{
    connect(m_drops, &DropLink::pictureDropped, &m_parts.character, &CharacterLink::usePicture);
    connect(m_drops, &DropLink::soundDropped, &m_parts.voice, &VoiceLink::useSoundFile);
    connect(m_drops, &DropLink::projectDropped, &projects, &ProjectLink::open);
    connect(m_drops, &DropLink::settingsDropped, &m_desk, &ProjectDesk::useSettings);
    connect(m_drops, &DropLink::textDropped, &m_desk, &ProjectDesk::usePrompt);
    connect(m_drops, &DropLink::modelDropped, &m_parts.models, &ModelLink::openPath);
}

void Workshop::connectExport()
{
    const auto showWindow = [this] {
        m_exportWindow->show();
        m_exportWindow->raise();
        m_exportWindow->activateWindow();
    };
    connect(&m_parts.window.action(ui::WindowAction::Export), &QAction::triggered,
            m_exportWindow.get(), showWindow);
    connect(m_drops, &DropLink::takeDropped, m_exportWindow.get(),
            [this, showWindow](const QString& folder) {
                m_exportWindow->chooseTake(folder);
                showWindow();
            });
}

} // namespace imprint::app
