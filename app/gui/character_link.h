#pragma once

#include "app/gui/back_office.h"
#include "app/gui/studio.h"
#include "app/session/person_picture.h"
#include "audio/face/framing.h"
#include "ui/docks/character_dock.h"
#include "ui/models/recent_faces.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace imprint::engine {
struct StarterFace;
}

namespace imprint::app {

/// Brings faces to the studio: pictures that were dropped, starter faces, those used before; and keeps the user's own ones.
/// Pictures are read and cut on a thread of its own. Thread: GUI.
class CharacterLink : public QObject {
    Q_OBJECT
public:
    /// dock    outlives it, as does studio
    /// folder  where the user's faces are kept
    CharacterLink(ui::CharacterDock& dock, Studio& studio, const QString& folder,
                  QObject* parent = nullptr);

    /// The picture speaks, cut as the model would cut it; one that cannot be read is told by the dock, and changes nothing.
    void usePicture(const QString& path);

    /// Somebody else has brought a person to the studio: the dock shows it.
    /// face  as the model sees it; null: one made from the prompt
    void showPerson(const QImage& face, const QString& name, const QString& consent);

Q_SIGNALS:
    /// Another person, or another name or consent of the same.
    void personChanged(const ui::PersonView& person);

private:
    /// A picture of the user's own.
    struct OwnPicture {
        QImage image;                                         // not cut
        std::optional<std::vector<audio::PictureArea>> faces; // nothing: nobody looked
        PictureCut cut = PictureCut::OfModel; // unless its user draws another square
    };

    /// On the desk's thread.
    using FaceTask = std::function<void(ui::RecentFaces&)>;

    void connectWishes();
    void showPersona(const std::string& path);
    void listStarters();
    void useFace(const QString& id);
    void useStarter(const engine::StarterFace& face);
    void useRecent(const QString& id);
    void showOwnPicture(OwnPicture picture, const ui::PersonView& person);
    void useOwnPicture();
    void showCuts();
    QRect squareFor(PictureCut cut) const;
    void useCrop(const QRect& crop);
    void keepFace(const QImage& cut, const ui::PersonView& person);
    void ownFaceKept(const ui::RecentFace& face);
    void preview(const QRect& crop);
    void usePerson(std::optional<Picture> reference, const ui::PersonView& person);
    void opened();
    void withFaces(FaceTask task);
    void showRecent(const ui::RecentFaces& faces);
    void post(BackOffice::Task task);
    void onGui(std::function<void()> task);

    ui::CharacterDock& m_dock;
    Studio& m_studio;
    const QString m_folder;
    OwnPicture m_picture;
    ui::PersonView m_person;
    ui::PersonView m_personBefore;            // the persona that is shown
    std::function<void()> m_waiting;          // what was asked for before there was a model
    std::string m_starterPrompt;              // that a starter face brought with it
    std::unique_ptr<ui::RecentFaces> m_faces; // the desk's thread alone
    BackOffice m_desk;                        // last: its tasks use all above
};

} // namespace imprint::app
