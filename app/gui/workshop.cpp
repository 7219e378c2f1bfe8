#include "app/gui/workshop.h"

#include "app/gui/character_link.h"
#include "app/gui/drop_link.h"
#include "app/gui/model_link.h"
#include "app/gui/output_link.h"
#include "app/gui/project_link.h"
#include "app/gui/voice_link.h"
#include "ui/docks/prompt_dock.h"

#include <QFileInfo>
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
    connectGear();
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
                if (character.persona.empty()) // it shows its own person
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

/// Where the voice comes from and where the picture goes: kept with the project, though no edits.
void Workshop::connectGear()
{
    VoiceLink& voice = m_parts.voice;
    connect(&voice, &VoiceLink::soundChosen, &m_desk, &ProjectDesk::noteSound);
    // A project that says nothing about it leaves it as it is.
    connect(&m_desk, &ProjectDesk::soundWanted, &voice, [&voice](const SoundChoice& wanted) {
        if (wanted != SoundChoice())
            voice.useSound(wanted);
    });

    OutputLink& outputs = m_parts.outputs;
    connect(&outputs, &OutputLink::settingsChanged, &m_desk,
            [this](const ui::OutputSettings& settings) {
                OutputChoice choice;
                choice.cameraName = settings.cameraName;
                choice.streamUrl = settings.streamAddress;
                choice.voiceOffsetMs = settings.voiceOffsetMs;
                m_desk.noteOutputs(choice);
            });
    connect(&m_desk, &ProjectDesk::outputsWanted, &outputs, [&outputs](const OutputChoice& wanted) {
        if (wanted == OutputChoice())
            return;
        ui::OutputSettings settings = outputs.settings();
        settings.cameraName = wanted.cameraName;
        settings.streamAddress = wanted.streamUrl;
        settings.voiceOffsetMs = wanted.voiceOffsetMs;
        if (settings != outputs.settings())
            outputs.setSettings(settings);
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
    const auto showTake = [this, showWindow](const QString& folder) {
        m_exportWindow->chooseTake(folder);
        showWindow();
    };
    connect(m_drops, &DropLink::takeDropped, m_exportWindow.get(), showTake);
    connect(&m_parts.outputs, &OutputLink::takeEnded, m_exportWindow.get(),
            [this, showTake](const QString& folder) {
                m_parts.messages.post(
                    {.key = QStringLiteral("take"),
                     .text = tr("The take is kept: %1").arg(QFileInfo(folder).fileName()),
                     .hint = tr("It can be rendered again, larger or better."),
                     .actions = {{.text = tr("Export…"),
                                  .run = [showTake, folder] { showTake(folder); }}}});
            });
}

} // namespace imprint::app
