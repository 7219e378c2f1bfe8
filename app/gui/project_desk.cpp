#include "app/gui/project_desk.h"

#include "app/session/image_copy.h"
#include "audio/file/image_file.h"
#include "engine/core/running_change.h"
#include "ui/models/frame_image.h"
#include "ui/models/message_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace imprint::app {
namespace {

RecoveryOffer offerOf(const LeftAutosave& left)
{
    return {.name = QFileInfo(QString::fromStdString(left.note.projectPath)).completeBaseName(),
            .changedAt = QDateTime::fromSecsSinceEpoch(left.note.savedAt),
            .trouble = ui::inWords(left.trouble),
            .ended = left.note.ended};
}

/// Muting is done and undone in passing: no project keeps it.
audio::VoiceSettings unmuted(audio::VoiceSettings voice)
{
    voice.muted = false;
    return voice;
}

std::optional<Picture> faceOf(const Character& character, int size)
{
    std::optional<Picture> picture = pictureOf(character.picture);
    if (picture)
        picture = audio::cropSquareAndScale(*picture, size);
    return picture;
}

} // namespace

ProjectDesk::ProjectDesk(Studio& studio, std::string stateFolder, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
    , m_keeper(std::move(stateFolder))
{
    m_project.model = studio.modelName();
    m_project.edits.settings = studio.config();
    m_project.edits.voice = unmuted(studio.voice());
    m_saved = m_project;
    m_history.begin(m_project.edits);
    connect(&m_keeper, &WorkKeeper::failed, this, &ProjectDesk::autosaveFailed);
    followStudio();
}

ProjectDesk::~ProjectDesk() = default;

void ProjectDesk::followStudio()
{
    connect(&m_studio, &Studio::configChanged, this, [this] { note(); });
    connect(&m_studio, &Studio::voiceChanged, this, [this] { note(); });
    connect(&m_studio, &Studio::referenceChanged, this, &ProjectDesk::noteFace);
    connect(&m_studio, &Studio::personaChanged, this, &ProjectDesk::notePersona);
    connect(&m_studio, &Studio::stateChanged, this, [this](StudioState state) {
        // A model brings its own settings, until opened().
        if (!m_studio.isOpen())
            m_followsConfig = state == StudioState::Failed && !m_waitsForModel;
    });
    connect(&m_studio, &Studio::opened, this, &ProjectDesk::modelOpened);
    connect(&m_history, &EditHistory::restored, this, [this](const ProjectEdits& edits) {
        m_project.edits = edits;
        showEdits(edits);
        touch();
    });
}

QString ProjectDesk::name() const
{
    return QFileInfo(m_path).completeBaseName();
}

bool ProjectDesk::isChanged() const
{
    return m_neverSaved || !(m_project == m_saved);
}

/// The studio has changed: by its user, unless a project is being brought into it.
void ProjectDesk::note()
{
    if (m_isShowing)
        return;
    noteSettings();
    m_project.edits.voice = unmuted(m_studio.voice());
    touch();
}

void ProjectDesk::noteSettings()
{
    if (!m_followsConfig)
        return;
    SessionConfig config = m_studio.config();
    if (m_playsTimeline && m_playsTimeline())
        config.prompt = m_project.edits.settings.prompt;
    m_project.edits.settings = config;
}

void ProjectDesk::touch()
{
    m_history.edited(m_project.edits);
    if (isChanged())
        m_keeper.keep(projectOfNow(), m_path);
    else
        m_keeper.saved();
    Q_EMIT changed();
}

Project ProjectDesk::projectOfNow() const
{
    Project project = m_project;
    if (m_windowState)
        project.window = m_windowState().toStdString();
    return project;
}

void ProjectDesk::startNew()
{
    Project project;
    project.model = m_studio.modelName();
    if (m_studio.model() != nullptr)
        project.edits.settings = m_studio.model()->defaults;
    project.edits.settings.blockLatents = m_studio.config().blockLatents;
    project.sound = m_project.sound; // a new film, but the same room
    project.edits.voice = m_project.edits.voice;
    project.outputs = m_project.outputs;
    adopt(std::move(project), {}, Origin::Saved);
}

void ProjectDesk::open(const QString& path)
{
    inBackground([this, path] {
        auto project = std::make_shared<Project>(readProject(path.toStdString()));
        return [this, path, project] {
            adopt(std::move(*project), path, Origin::Saved);
            Q_EMIT opened(path);
        };
    });
}

void ProjectDesk::save(const QString& path)
{
    inBackground([this, path, project = projectOfNow()] {
        writeProject(path.toStdString(), project);
        return [this, path, project] {
            m_path = path;
            m_neverSaved = false;
            m_saved = project;
            m_saved.window = m_project.window; // moving a dock is no change that must be saved
            touch();
            Q_EMIT saved(path);
        };
    });
}

/// The task runs on the studio's background thread; what it returns is done on this one, if the desk is still there.
void ProjectDesk::inBackground(std::function<std::function<void()>()> task)
{
    m_studio.inBackground([self = QPointer<ProjectDesk>(this), task = std::move(task)] {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, answer = task()] {
                if (self)
                    answer();
            },
            Qt::QueuedConnection);
    });
}

void ProjectDesk::adopt(Project project, const QString& path, Origin origin)
{
    m_project = std::move(project);
    m_project.edits.voice = unmuted(m_project.edits.voice);
    m_saved = m_project;
    m_path = path;
    m_neverSaved = origin == Origin::Unsaved;
    m_history.begin(m_project.edits);
    Q_EMIT characterChanged(m_project.edits.character);
    Q_EMIT timelineShown(m_project.edits.timeline);
    Q_EMIT soundWanted(m_project.sound);
    Q_EMIT outputsWanted(m_project.outputs);
    if (!m_project.window.empty())
        Q_EMIT windowStateWanted(QByteArray::fromStdString(m_project.window));
    m_waitsForModel = !m_studio.isOpen() || m_project.model != m_studio.modelName();
    m_followsConfig = !m_waitsForModel;
    if (m_project.model != m_studio.modelName())
        asNoEdit([&] { m_studio.openModel(m_project.model); });
    if (!m_waitsForModel) {
        m_faceSize = 0; // also where there is none: the last one's must go
        showEdits(m_project.edits);
    }
    touch();
}

void ProjectDesk::modelOpened()
{
    m_followsConfig = true;
    m_project.model = m_studio.modelName();
    if (std::exchange(m_waitsForModel, false)) {
        m_faceSize = 0;
        showEdits(m_project.edits);
        touch();
        return;
    }
    ProjectEdits edits = m_project.edits;
    edits.settings = m_studio.config();
    if (!(edits ==
          m_project.edits)) { // the model's own: nothing of another model can be taken back
        const bool wasChanged = isChanged();
        m_project.edits = edits;
        m_history.begin(edits);
        if (!wasChanged && m_path.isEmpty())
            m_saved = m_project; // nobody has done anything yet
    }
    if (m_project.edits.character.picture.bytes && m_faceSize != m_studio.model()->width)
        showFace(m_project.edits.character);
    touch();
}

/// Brings the values into the studio.
void ProjectDesk::showEdits(const ProjectEdits& edits)
{
    audio::VoiceSettings voice = edits.voice;
    voice.muted = m_studio.isMuted();
    asNoEdit([&] {
        m_studio.changeVoice(voice);
        const bool goesOn = canChangeWhileRunning(m_studio.config(), edits.settings);
        goesOn ? m_studio.changeConfig(edits.settings) : m_studio.restartWith(edits.settings);
    });
    showFace(edits.character);
    Q_EMIT characterChanged(edits.character);
    Q_EMIT timelineShown(edits.timeline);
}

/// What happens in the studio meanwhile is no edit of its user.
void ProjectDesk::asNoEdit(const std::function<void()>& action)
{
    m_isShowing = true;
    action();
    m_isShowing = false;
}

/// The face is cut for the model in the background, and only if it is another one.
void ProjectDesk::showFace(const Character& character)
{
    if (m_studio.model() == nullptr) {
        m_waitsForModel = true;
        return;
    }
    const int size = m_studio.model()->width;
    if (m_faceSize == size && m_shownFace == character.picture &&
        m_shownPersona == character.persona) {
        Q_EMIT characterShown(character, m_seen);
        return;
    }
    m_faceSize = size;
    m_shownFace = character.picture;
    m_shownPersona = character.persona;
    inBackground([this, character, size] {
        const auto face = std::make_shared<std::optional<Picture>>(faceOf(character, size));
        return [this, face, character] {
            m_seen = *face ? ui::toImage(**face) : QImage();
            asNoEdit([&] {
                if (!character.persona.empty())
                    m_studio.usePersona(character.persona, m_project.edits.settings);
                else if (*face || m_studio.reference())
                    m_studio.setReference(std::move(*face));
            });
            Q_EMIT characterShown(character, m_seen);
        };
    });
}

void ProjectDesk::changeCharacter(const Character& character)
{
    m_project.edits.character = character;
    showFace(character);
    touch();
    Q_EMIT characterChanged(character);
}

void ProjectDesk::changeTimeline(const std::vector<PromptAt>& timeline)
{
    m_project.edits.timeline = timeline;
    touch();
}

void ProjectDesk::nameCharacter(const std::string& name, const std::string& consent)
{
    Character character = m_project.edits.character;
    character.name = name;
    character.consent = consent;
    if (character == m_project.edits.character)
        return;
    m_project.edits.character = character;
    touch();
}

/// Somebody has brought another face to the studio. It is kept as the model sees it.
void ProjectDesk::noteFace()
{
    if (m_isShowing)
        return;
    const auto keep = [this](const ImageCopy& copy) {
        m_project.edits.character.picture = m_shownFace = copy;
        m_project.edits.character.persona.clear(); // it knew another person
        touch();
    };
    m_seen = m_studio.reference() ? ui::toImage(*m_studio.reference()) : QImage();
    if (!m_studio.reference()) {
        keep({});
        return;
    }
    inBackground([keep, picture = *m_studio.reference()] {
        return [keep, copy = copyOfImage(picture)] { keep(copy); };
    });
}

/// A persona brings its own face, and the settings that it was learnt with: one step for who takes it back.
void ProjectDesk::notePersona(const std::string& path)
{
    Character& character = m_project.edits.character;
    if (m_isShowing || character.persona == path)
        return;
    character.persona = m_shownPersona = path;
    if (!path.empty()) {
        character.picture = m_shownFace = {};
        m_seen = {};
    }
    noteSettings();
    touch();
}

void ProjectDesk::usePrompt(const QString& words)
{
    SessionConfig config = m_studio.config();
    config.prompt = words.toStdString();
    m_studio.changeConfig(config);
}

void ProjectDesk::useSettings(const MovieSettings& settings)
{
    Project project = m_project;
    project.edits.settings = settings.config;
    if (settings.model == m_project.model && m_studio.isOpen()) {
        m_project.edits.settings = settings.config;
        showEdits(m_project.edits);
        touch();
        return;
    }
    project.model = settings.model;
    adopt(std::move(project), {}, Origin::Unsaved);
}

void ProjectDesk::noteSound(const SoundChoice& sound)
{
    if (std::exchange(m_project.sound, sound) != sound)
        touch();
}

void ProjectDesk::noteOutputs(const OutputChoice& outputs)
{
    if (std::exchange(m_project.outputs, outputs) != outputs)
        touch();
}

void ProjectDesk::lookForLeftWork()
{
    inBackground([this, folder = m_keeper.folder()] {
        std::vector<std::shared_ptr<LeftAutosave>> left;
        for (LeftAutosave& one : findLeftAutosaves(folder))
            left.push_back(std::make_shared<LeftAutosave>(std::move(one)));
        return [this, left] {
            m_keeper.hold(left);
            offerNext();
        };
    });
}

void ProjectDesk::offerNext()
{
    const LeftAutosave* first = m_keeper.first();
    if (first == nullptr)
        return;
    const RecoveryOffer offer = offerOf(*first);
    // What was left on purpose is there again at once, unless its user has begun something already.
    if (offer.ended && first->project && !isChanged() && !m_keeper.isRestoring()) {
        restoreLeftWork();
        Q_EMIT leftWorkRestored(offer);
    } else {
        Q_EMIT recoveryOffered(offer);
    }
}

void ProjectDesk::restoreLeftWork()
{
    const auto restored = m_keeper.restoreFirst();
    if (!restored)
        return;
    adopt(*restored->project, QString::fromStdString(restored->note.projectPath), Origin::Unsaved);
    offerNext();
}

void ProjectDesk::discardLeftWork()
{
    if (m_keeper.first() == nullptr)
        return;
    m_keeper.discardFirst();
    offerNext();
}

} // namespace imprint::app
