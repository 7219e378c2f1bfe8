#include "app/gui/character_link.h"

#include "app/session/drawn_picture.h"
#include "app/session/resources.h"
#include "audio/face/face_finder.h"
#include "audio/file/image_file.h"
#include "engine/core/log.h"
#include "engine/models/character/starter_faces.h"
#include "ui/models/crop_square.h"
#include "ui/models/frame_image.h"
#include "ui/models/message_words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kThumbnailSide = 112;
constexpr int kLongestSide = 1600; // of a picture that is being cut: more than any model sees
constexpr int kKeptSide = 768;     // of a face that is kept
const QString kStarterPrefix = QStringLiteral("starter/"); // of the ids of starter faces

QImage noLargerThan(const QImage& image, int side)
{
    if (std::max(image.width(), image.height()) <= side)
        return image;
    return image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

using Areas = std::vector<audio::PictureArea>;

audio::PictureSize sizeOf(const QImage& image)
{
    return {.width = image.width(), .height = image.height()};
}

QString idOf(const engine::StarterFace& face)
{
    return kStarterPrefix +
           QString::fromUtf8(face.name.data(), static_cast<qsizetype>(face.name.size()));
}

QString nameOf(const engine::StarterFace& face)
{
    return idOf(face).mid(kStarterPrefix.size());
}

Picture readStarter(const engine::StarterFace& face)
{
    const QDir folder(QString::fromStdString(resourceDirectory() + "/faces"));
    return audio::readPicture(
        folder.filePath(nameOf(face).toLower() + QStringLiteral(".png")).toStdString());
}

} // namespace

CharacterLink::CharacterLink(ui::CharacterDock& dock, Studio& studio, const QString& folder,
                             QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
    , m_folder(folder)
    , m_desk([this](const Error& error) {
        log(LogLevel::Error, error.oneLine());
        onGui([this, text = ui::inWords(error.oneLine())] { m_dock.showTrouble(text); });
    })
{
    connectWishes();
    listStarters();
    withFaces([](ui::RecentFaces&) {}); // shows them
}

void CharacterLink::connectWishes()
{
    using ui::CharacterDock;
    connect(&m_studio, &Studio::opened, this, &CharacterLink::opened);
    connect(&m_dock, &CharacterDock::pictureWanted, this, &CharacterLink::usePicture);
    connect(&m_dock, &CharacterDock::faceWanted, this, &CharacterLink::useFace);
    connect(&m_dock, &CharacterDock::cropChanged, this, &CharacterLink::preview);
    connect(&m_dock, &CharacterDock::cropApplied, this, &CharacterLink::useCrop);
    connect(&m_dock, &CharacterDock::promptPersonWanted, this, [this] {
        m_dock.showPicture({});
        m_dock.showPreview({});
        usePerson(std::nullopt, {});
    });
    connect(&m_dock, &CharacterDock::nameChanged, this, [this](const QString& name) {
        m_person.name = name;
        Q_EMIT personChanged(m_person);
        withFaces([id = m_person.id, name](ui::RecentFaces& faces) { faces.setName(id, name); });
    });
    connect(&m_dock, &CharacterDock::consentChanged, this, [this](const QString& consent) {
        m_person.consent = consent;
        Q_EMIT personChanged(m_person);
        m_dock.showPerson(m_person);
        withFaces(
            [id = m_person.id, consent](ui::RecentFaces& faces) { faces.setConsent(id, consent); });
    });
    connect(&m_dock, &CharacterDock::forgetWanted, this, [this](const QString& id) {
        withFaces([id](ui::RecentFaces& faces) { faces.forget(id); });
    });
    connect(&m_dock, &CharacterDock::savePersonaWanted, this,
            [this](const QString& path) { m_studio.savePersona(path.toStdString()); });
    connect(&m_dock, &CharacterDock::loadPersonaWanted, this,
            [this](const QString& path) { m_studio.openPersona(path.toStdString()); });
    connect(&m_studio, &Studio::personaChanged, this, &CharacterLink::showPersona);
}

/// path  empty: none counts any more
void CharacterLink::showPersona(const std::string& path)
{
    using Kind = ui::PersonView::Kind;
    if (path.empty() && m_person.kind != Kind::Persona)
        return; // whoever came in its place is shown already
    if (!path.empty()) {
        m_personBefore = std::exchange(m_person, {});
        m_person.kind = Kind::Persona;
        m_person.name = QFileInfo(QString::fromStdString(path)).completeBaseName();
    } else {
        m_person = m_studio.reference() ? m_personBefore : ui::PersonView();
    }
    m_dock.showPicture({});
    m_dock.showPreview(m_studio.reference() ? ui::toImage(*m_studio.reference()) : QImage());
    opened();
}

void CharacterLink::listStarters()
{
    std::vector<ui::FaceView> faces;
    for (const engine::StarterFace& face : engine::starterFaces())
        faces.push_back({.id = idOf(face), .name = nameOf(face), .consent = {}, .picture = {}});
    m_dock.showStarters(faces);
    post([this] {
        for (const engine::StarterFace& face : engine::starterFaces()) {
            const QImage picture = noLargerThan(ui::toImage(readStarter(face)), kThumbnailSide);
            onGui([this, id = idOf(face), picture] { m_dock.showThumbnail(id, picture); });
        }
    });
}

void CharacterLink::useFace(const QString& id)
{
    const auto faces = engine::starterFaces();
    const auto starter = std::find_if(faces.begin(), faces.end(),
                                      [&](const auto& face) { return idOf(face) == id; });
    if (starter != faces.end())
        useStarter(*starter);
    else
        useRecent(id);
}

void CharacterLink::useStarter(const engine::StarterFace& face)
{
    if (!m_studio.model()) {
        m_waiting = [this, &face] { useStarter(face); };
        return;
    }
    post([this, &face, size = m_studio.model()->width] {
        const Picture picture = audio::cropSquareAndScale(readStarter(face), size);
        onGui([this, &face, picture] {
            SessionConfig config = m_studio.config();
            config.prompt = face.prompt;
            config.seed = face.seed;
            m_starterPrompt = face.prompt;
            m_dock.showPicture({});
            m_dock.showPreview(ui::toImage(picture));
            m_person = {
                .kind = ui::PersonView::Kind::Starter, .id = idOf(face), .name = nameOf(face)};
            m_studio.usePerson(picture, config);
            Q_EMIT personChanged(m_person);
            opened();
        });
    });
}

void CharacterLink::usePicture(const QString& path)
{
    post([this, path] {
        OwnPicture picture{.image = noLargerThan(
                               ui::toImage(audio::readPicture(path.toStdString())), kLongestSide)};
        picture.faces = audio::findFaces(ui::toPicture(picture.image));
        onGui([this, path, picture] {
            showOwnPicture(picture, {.kind = ui::PersonView::Kind::Own,
                                     .id = {},
                                     .name = QFileInfo(path).completeBaseName(),
                                     .consent = {}});
        });
    });
}

void CharacterLink::useRecent(const QString& id)
{
    withFaces([this, id](ui::RecentFaces& faces) {
        const auto face = std::find_if(faces.faces().begin(), faces.faces().end(),
                                       [&](const auto& one) { return one.file == id; });
        // It was cut when it was used before.
        OwnPicture picture{.image = faces.picture(id), .faces = {}, .cut = PictureCut::Whole};
        if (face == faces.faces().end() || picture.image.isNull())
            throw Error(ErrorCode::NotFound, "the picture of this face is no longer there",
                        "Drop the picture again");
        picture.faces = audio::findFaces(ui::toPicture(picture.image));
        onGui([this, picture, kept = *face] {
            showOwnPicture(picture, {.kind = ui::PersonView::Kind::Own,
                                     .id = kept.file,
                                     .name = kept.name,
                                     .consent = kept.consent});
        });
    });
}

void CharacterLink::showOwnPicture(OwnPicture picture, const ui::PersonView& person)
{
    m_picture = std::move(picture);
    m_person = person;
    m_dock.showPicture(m_picture.image);
    useOwnPicture();
}

void CharacterLink::useOwnPicture()
{
    if (!m_studio.model()) {
        m_waiting = [this] { useOwnPicture(); };
        return;
    }
    const QRect crop = squareFor(m_picture.cut);
    m_dock.showUsedCrop(crop);
    useCrop(crop);
}

QRect CharacterLink::squareFor(PictureCut cut) const
{
    const audio::PictureArea area =
        cutArea(sizeOf(m_picture.image), m_picture.faces.value_or(Areas()), *m_studio.model(),
                {.width = 1, .height = 1}, cut, m_person.name.toStdString())
            .area;
    return {area.left, area.top, area.width, area.height};
}

/// What can be cut depends on the model, which may be another one now.
void CharacterLink::showCuts()
{
    if (m_person.kind != ui::PersonView::Kind::Own || !m_picture.faces || !m_studio.model())
        return;
    const auto faces = static_cast<int>(m_picture.faces->size());
    QString found;
    if (faces == 0)
        found = tr("No face was found in this picture.");
    else if (faces > 1)
        found = tr("Of the %1 faces the largest one is meant.").arg(faces);
    m_dock.showCuts({.whole = squareFor(PictureCut::Whole),
                     .face = faces > 0 ? squareFor(PictureCut::Face) : QRect(),
                     .found = found});
}

void CharacterLink::useCrop(const QRect& crop)
{
    if (!m_studio.model()) {
        m_waiting = [this, crop] { useCrop(crop); };
        return;
    }
    const QImage cut = m_picture.image.copy(crop);
    const Picture seen = audio::cropSquareAndScale(ui::toPicture(cut), m_studio.model()->width);
    m_dock.showPreview(ui::toImage(seen));
    m_person.hardlyMoves = m_studio.model()->drawnFacesOnly && !looksDrawn(seen);
    usePerson(seen, m_person);
    keepFace(cut, m_person);
}

/// Another cut of the same face takes the place of the one before.
void CharacterLink::keepFace(const QImage& cut, const ui::PersonView& person)
{
    withFaces([this, cut, person](ui::RecentFaces& faces) {
        const ui::RecentFace kept = faces.add(noLargerThan(cut, kKeptSide), person.name);
        if (kept.file != person.id) {
            if (!person.consent.isEmpty())
                faces.setConsent(kept.file, person.consent);
            faces.forget(person.id);
        }
        onGui([this, face = faces.faces().front()] { ownFaceKept(face); });
    });
}

void CharacterLink::ownFaceKept(const ui::RecentFace& face)
{
    if (m_person.kind != ui::PersonView::Kind::Own)
        return;
    m_person.id = face.file;
    m_person.name = face.name;
    m_person.consent = face.consent;
    opened();
}

void CharacterLink::preview(const QRect& crop)
{
    if (const ModelInfo* model = m_studio.model())
        m_dock.showPreview(ui::toImage(
            audio::cropSquareAndScale(ui::toPicture(m_picture.image.copy(crop)), model->width)));
}

void CharacterLink::usePerson(std::optional<Picture> reference, const ui::PersonView& person)
{
    SessionConfig config = m_studio.config();
    // Words that described a starter face would be told of another person.
    if (!m_starterPrompt.empty() && config.prompt == m_starterPrompt &&
        person.kind == ui::PersonView::Kind::Own)
        config.prompt.clear();
    m_person = person;
    m_studio.usePerson(std::move(reference), config);
    Q_EMIT personChanged(m_person);
    opened();
}

void CharacterLink::showPerson(const QImage& face, const QString& name, const QString& consent)
{
    m_waiting = nullptr;
    m_picture = {.image = face, .faces = {}, .cut = PictureCut::Whole}; // it was cut
    m_person = {};
    if (!face.isNull()) {
        m_person.kind = ui::PersonView::Kind::Own;
        m_person.name = name;
        m_person.consent = consent;
    }
    m_dock.showPicture(face);
    m_dock.showPreview(face);
    opened();
}

/// There is a model, whose size is told; what waited for it is done.
void CharacterLink::opened()
{
    if (const ModelInfo* model = m_studio.model())
        m_person.modelSize = model->width;
    m_dock.showPerson(m_person);
    showCuts();
    if (const auto waiting = std::exchange(m_waiting, nullptr); waiting && m_studio.model())
        waiting();
}

void CharacterLink::withFaces(FaceTask task)
{
    post([this, task = std::move(task)] {
        if (!m_faces)
            m_faces = std::make_unique<ui::RecentFaces>(m_folder);
        task(*m_faces);
        showRecent(*m_faces);
    });
}

/// On the desk's thread.
void CharacterLink::showRecent(const ui::RecentFaces& faces)
{
    std::vector<ui::FaceView> views;
    for (const ui::RecentFace& face : faces.faces())
        views.push_back({.id = face.file,
                         .name = face.name,
                         .consent = face.consent,
                         .picture = noLargerThan(faces.picture(face.file), kThumbnailSide)});
    onGui([this, views] { m_dock.showRecent(views); });
}

void CharacterLink::post(BackOffice::Task task)
{
    if (!m_desk.post(std::move(task)))
        m_dock.showTrouble(tr("Too many pictures wait to be read. Wait a moment, then try again."));
}

void CharacterLink::onGui(std::function<void()> task)
{
    QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

} // namespace imprint::app
