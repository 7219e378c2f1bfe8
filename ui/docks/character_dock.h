#pragma once

#include "ui/docks/dock.h"
#include "ui/models/face_list.h"
#include "ui/models/person_view.h"

#include <QImage>

#include <vector>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;

namespace imprint::ui {

class CropView;

/// Who speaks: a picture that is dropped or chosen and cut, a starter face, one that was used before, or a person made from the
/// prompt. What the model sees of it is shown as it is.
class CharacterDock : public Dock {
    Q_OBJECT
public:
    explicit CharacterDock(QWidget* parent = nullptr);

public Q_SLOTS:
    void showStarters(const std::vector<FaceView>& faces);
    void showRecent(const std::vector<FaceView>& faces);
    void showThumbnail(const QString& id, const QImage& picture);
    /// A picture to be cut, at the model's own cut.
    void showPicture(const QImage& picture);
    /// What two buttons offer for that picture.
    void showCuts(const PictureCuts& cuts);
    /// The part that is used now.
    void showUsedCrop(const QRect& crop);
    /// The cut as the model sees it.
    void showPreview(const QImage& preview);
    void showPerson(const PersonView& person);
    /// Why a picture cannot be used, and what to do; all else stays. Empty: nothing is wrong.
    void showTrouble(const QString& text);

Q_SIGNALS:
    void pictureWanted(const QString& path);
    void faceWanted(const QString& id);
    void cropChanged(const QRect& crop);
    void cropApplied(const QRect& crop);
    void promptPersonWanted();
    void nameChanged(const QString& name);
    void consentChanged(const QString& consent);
    void forgetWanted(const QString& id);
    void savePersonaWanted(const QString& path);
    void loadPersonaWanted(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildPerson();
    QWidget* buildCrop();
    QWidget* buildCuts();
    QWidget* buildConsent();
    QWidget* buildFaces();
    QListView* makeFaceView(FaceList* faces, const QString& name);
    QWidget* buildPersona();
    void browse();
    void choosePersonaFile(bool save);
    void chooseFace(const QModelIndex& index);
    void leaveConsent();
    void offerCrop(const QRect& crop);

    PersonView m_person;
    QRect m_usedCrop;
    PictureCuts m_cuts;
    FaceList* m_starters;
    FaceList* m_recent;

    QLabel* m_preview = nullptr;
    QLabel* m_kind = nullptr;
    QLabel* m_fixedName = nullptr;
    QLineEdit* m_name = nullptr;
    QBoxLayout* m_cropLayout = nullptr; // beside each other while there is no picture
    CropView* m_crop = nullptr;
    QPushButton* m_apply = nullptr;
    QWidget* m_cutsBox = nullptr;
    QPushButton* m_cutFace = nullptr;
    QLabel* m_found = nullptr;
    QLabel* m_trouble = nullptr;
    QWidget* m_consentBox = nullptr;
    QPlainTextEdit* m_consent = nullptr;
    QListView* m_recentView = nullptr;
    QLabel* m_noRecent = nullptr;
    QPushButton* m_forget = nullptr;
    QPushButton* m_fromPrompt = nullptr;
};

} // namespace imprint::ui
