#include "ui/docks/character_dock.h"

#include "ui/docks/dock_parts.h"
#include "ui/models/dropped_file.h"
#include "ui/models/words.h"
#include "ui/widgets/crop_view.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

constexpr int kPreviewSide = 96;
constexpr int kFaceSide = 56;
constexpr std::size_t kFacesInRow = 4; // about: docks are narrow
constexpr int kMostFaceRows = 6;
constexpr int kRoomForFaces = 100; // of the stretch: nothing else needs what is left
constexpr int kConsentLines = 2;

QLabel* makeText(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

} // namespace

CharacterDock::CharacterDock(QWidget* parent)
    : Dock(QStringLiteral("characterDock"), tr("Character"), parent)
    , m_starters(new FaceList(this))
    , m_recent(new FaceList(this))
{
    auto* content = new QWidget(this);
    auto* layout = makeColumn(content, kMargin);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(buildPerson());
    layout->addWidget(buildCrop());
    m_consentBox = buildConsent();
    layout->addWidget(m_consentBox);
    layout->addWidget(buildFaces(), kRoomForFaces);
    layout->addWidget(buildPersona());
    layout->addStretch(1);
    setContent(content);
    setAcceptDrops(true);
    showRecent({});
    showPreview({});
    showPerson({});
}

QWidget* CharacterDock::buildPerson()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kMargin);
    m_preview = new QLabel(box);
    m_preview->setFixedSize(kPreviewSide, kPreviewSide);
    m_preview->setScaledContents(true);
    m_preview->setAccessibleName(tr("The person as the model sees it"));
    row->addWidget(m_preview);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(kSmallGap);
    m_fixedName = makeText(QString(), "heading", box);
    texts->addWidget(m_fixedName);
    m_name = new QLineEdit(box);
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the person"));
    texts->addWidget(m_name);
    m_kind = makeText(QString(), "muted", box);
    texts->addWidget(m_kind);
    texts->addStretch(1);
    row->addLayout(texts, 1);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text() == m_person.name)
            return;
        m_person.name = m_name->text();
        Q_EMIT nameChanged(m_person.name);
    });
    return box;
}

QWidget* CharacterDock::buildCrop()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    m_cropLayout = new QBoxLayout(QBoxLayout::LeftToRight);
    m_cropLayout->setSpacing(kGap);
    m_crop = new CropView(box);
    m_cropLayout->addWidget(m_crop, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    auto* choose = new QPushButton(icon(Icon::Folder), tr("Choose…"), box);
    choose->setAccessibleName(tr("Choose a picture"));
    choose->setToolTip(tr("A picture of a face, from a file"));
    row->addWidget(choose, 1);
    m_apply = new QPushButton(tr("Use this part"), box);
    m_apply->setToolTip(tr("The person begins anew, seen as in the square"));
    m_apply->hide();
    row->addWidget(m_apply, 1);
    m_cropLayout->addLayout(row);
    layout->addLayout(m_cropLayout);
    m_cutsBox = buildCuts();
    layout->addWidget(m_cutsBox);
    m_trouble = makeText(QString(), "error", box);
    m_trouble->setAccessibleName(tr("What is wrong with the picture"));
    m_trouble->hide();
    layout->addWidget(m_trouble);
    connect(choose, &QPushButton::clicked, this, &CharacterDock::browse);
    connect(m_crop, &CropView::cropChanged, this, &CharacterDock::offerCrop);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        m_usedCrop = m_crop->crop();
        m_apply->hide();
        Q_EMIT cropApplied(m_usedCrop);
    });
    return box;
}

QWidget* CharacterDock::buildCuts()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box, kSmallGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    m_cutFace = new QPushButton(icon(Icon::Face), tr("The face"), box);
    m_cutFace->setToolTip(tr("The square around the face, as the model wants it"));
    row->addWidget(m_cutFace, 1);
    auto* whole = new QPushButton(tr("The whole picture"), box);
    whole->setToolTip(tr("The largest square of the picture"));
    row->addWidget(whole, 1);
    layout->addLayout(row);
    m_found = makeText(QString(), "muted", box);
    layout->addWidget(m_found);
    box->hide();
    const auto cut = [this](const QRect& crop) {
        m_crop->setCrop(crop);
        offerCrop(m_crop->crop());
    };
    connect(m_cutFace, &QPushButton::clicked, this, [this, cut] { cut(m_cuts.face); });
    connect(whole, &QPushButton::clicked, this, [this, cut] { cut(m_cuts.whole); });
    return box;
}

/// Seen in the preview, used when asked.
void CharacterDock::offerCrop(const QRect& crop)
{
    m_apply->setVisible(crop != m_usedCrop);
    Q_EMIT cropChanged(crop);
}

QWidget* CharacterDock::buildConsent()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box, kSmallGap);
    auto* label = new QLabel(tr("Consent"), box);
    m_consent = new QPlainTextEdit(box);
    m_consent->setPlaceholderText(tr("Whose face is this, who agreed to its use, and when?"));
    m_consent->setAccessibleName(tr("Consent: whose face this is, who agreed, when"));
    m_consent->setTabChangesFocus(true);
    m_consent->setFixedHeight(kConsentLines * m_consent->fontMetrics().lineSpacing() + 20);
    m_consent->installEventFilter(this);
    label->setBuddy(m_consent);
    layout->addWidget(label);
    layout->addWidget(m_consent);
    return box;
}

QListView* CharacterDock::makeFaceView(FaceList* faces, const QString& name)
{
    auto* view = new QListView(this);
    view->setModel(faces);
    view->setAccessibleName(name);
    view->setViewMode(QListView::IconMode);
    view->setMovement(QListView::Static);
    view->setResizeMode(QListView::Adjust);
    view->setIconSize({kFaceSide, kFaceSide});
    view->setGridSize(
        {kFaceSide + kGap + kSmallGap, kFaceSide + view->fontMetrics().height() + kMargin});
    view->setTextElideMode(Qt::ElideRight);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int row = view->gridSize().height();
    view->setMinimumHeight(row * 3 / 2 + kGap); // half a row says that there are more
    view->setMaximumHeight(row * kMostFaceRows + kGap);
    connect(view, &QListView::clicked, this, &CharacterDock::chooseFace);
    connect(view, &QListView::activated, this, &CharacterDock::chooseFace);
    return view;
}

QWidget* CharacterDock::buildFaces()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box, kSmallGap);
    layout->addWidget(makeHeading(tr("Starter faces"), box));
    layout->addWidget(makeFaceView(m_starters, tr("Starter faces")), 1);
    layout->addSpacing(kGap);
    layout->addWidget(makeHeading(tr("Your faces"), box));
    m_noRecent =
        makeText(tr("Pictures that you use are kept here, on this computer alone."), "muted", box);
    layout->addWidget(m_noRecent);
    m_recentView = makeFaceView(m_recent, tr("Your faces"));
    layout->addWidget(m_recentView, 1);
    m_forget = new QPushButton(icon(Icon::Trash), tr("Forget this face"), box);
    m_forget->setToolTip(tr("Deletes its picture, name and note of consent"));
    layout->addWidget(m_forget, 0, Qt::AlignLeft);
    connect(m_forget, &QPushButton::clicked, this, [this] {
        const QString id = m_recentView->currentIndex().data(FaceList::IdRole).toString();
        if (!id.isEmpty())
            Q_EMIT forgetWanted(id);
    });
    return box;
}

QWidget* CharacterDock::buildPersona()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    m_fromPrompt = new QPushButton(icon(Icon::Face), tr("A person from the prompt"), box);
    m_fromPrompt->setToolTip(tr("No picture: the words of the prompt say who speaks"));
    layout->addWidget(m_fromPrompt);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    auto* load = new QPushButton(tr("Load persona…"), box);
    load->setToolTip(
        tr("Begins with what another session has learnt of its person, without a warm-up"));
    auto* save = new QPushButton(tr("Save persona…"), box);
    save->setToolTip(tr("Keeps what this session has learnt of its person"));
    row->addWidget(load, 1);
    row->addWidget(save, 1);
    layout->addLayout(row);
    connect(m_fromPrompt, &QPushButton::clicked, this, &CharacterDock::promptPersonWanted);
    connect(load, &QPushButton::clicked, this, [this] { choosePersonaFile(false); });
    connect(save, &QPushButton::clicked, this, [this] { choosePersonaFile(true); });
    return box;
}

void CharacterDock::browse()
{
    auto* dialog =
        new QFileDialog(this, tr("Picture of a face"), QString(), fileFilter(DropKind::Picture));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CharacterDock::pictureWanted);
    dialog->show(); // not modal
}

void CharacterDock::choosePersonaFile(bool save)
{
    auto* dialog = new QFileDialog(this, save ? tr("Save persona") : tr("Load persona"), QString(),
                                   tr("Personas (*.persona);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (save) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("persona"));
        connect(dialog, &QFileDialog::fileSelected, this, &CharacterDock::savePersonaWanted);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &CharacterDock::loadPersonaWanted);
    }
    dialog->show();
}

void CharacterDock::chooseFace(const QModelIndex& index)
{
    const QString id = index.data(FaceList::IdRole).toString();
    if (!id.isEmpty() && id != m_person.id) // else a double click would begin anew twice
        Q_EMIT faceWanted(id);
}

void CharacterDock::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFile(*event->mimeData(), DropKind::Picture).isEmpty())
        event->acceptProposedAction();
}

void CharacterDock::dropEvent(QDropEvent* event)
{
    const QString path = droppedFile(*event->mimeData(), DropKind::Picture);
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT pictureWanted(path);
}

/// The note is kept when its field is left, as a name is.
bool CharacterDock::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_consent && event->type() == QEvent::FocusOut)
        leaveConsent();
    return Dock::eventFilter(watched, event);
}

void CharacterDock::leaveConsent()
{
    const QString consent = m_consent->toPlainText().trimmed();
    if (consent == m_person.consent)
        return;
    m_person.consent = consent;
    Q_EMIT consentChanged(consent);
}

void CharacterDock::showStarters(const std::vector<FaceView>& faces)
{
    m_starters->setFaces(faces);
}

void CharacterDock::showRecent(const std::vector<FaceView>& faces)
{
    m_recent->setFaces(faces);
    const bool any = !faces.empty();
    m_noRecent->setVisible(!any);
    m_recentView->setVisible(any);
    m_forget->setVisible(any);
    const int rows = m_recentView->gridSize().height() * (faces.size() > kFacesInRow ? 3 : 2) / 2;
    m_recentView->setFixedHeight(rows + kGap);
}

void CharacterDock::showThumbnail(const QString& id, const QImage& picture)
{
    m_starters->setPicture(id, picture);
    m_recent->setPicture(id, picture);
}

void CharacterDock::showPicture(const QImage& picture)
{
    m_crop->setPicture(picture);
    m_cropLayout->setDirection(picture.isNull() ? QBoxLayout::LeftToRight
                                                : QBoxLayout::TopToBottom);
    showUsedCrop(m_crop->crop());
    showCuts({});
    showTrouble({});
}

void CharacterDock::showUsedCrop(const QRect& crop)
{
    m_crop->setCrop(crop);
    m_usedCrop = m_crop->crop();
    m_apply->hide();
}

void CharacterDock::showCuts(const PictureCuts& cuts)
{
    m_cuts = cuts;
    m_cutsBox->setVisible(!cuts.whole.isEmpty());
    m_cutFace->setEnabled(!cuts.face.isEmpty());
    m_found->setText(cuts.found);
    m_found->setVisible(!cuts.found.isEmpty());
}

void CharacterDock::showPreview(const QImage& preview)
{
    if (!preview.isNull()) {
        m_preview->setPixmap(QPixmap::fromImage(preview));
        return;
    }
    const double ratio = devicePixelRatioF();
    QPixmap empty = icon(Icon::Face, Tint::Muted).pixmap(QSize(48, 48), ratio);
    QPixmap middle(QSize(kPreviewSide, kPreviewSide) * ratio);
    middle.setDevicePixelRatio(ratio);
    middle.fill(Qt::transparent);
    QPainter painter(&middle);
    painter.drawPixmap((kPreviewSide - 48) / 2, (kPreviewSide - 48) / 2, empty);
    painter.end();
    m_preview->setPixmap(middle);
}

void CharacterDock::showPerson(const PersonView& person)
{
    m_person = person;
    const bool own = person.kind == PersonView::Kind::Own;
    m_name->setVisible(own);
    m_fixedName->setVisible(!own);
    m_consentBox->setVisible(own);
    if (!m_name->hasFocus())
        m_name->setText(person.name);
    if (!m_consent->hasFocus())
        m_consent->setPlainText(person.consent);
    const QString seen = person.modelSize > 0
                             ? tr("As the model sees it: %1 x %1").arg(person.modelSize)
                             : QString();
    switch (person.kind) {
    case PersonView::Kind::FromPrompt:
        m_fixedName->setText(tr("From the prompt"));
        m_kind->setText(tr("The prompt says who speaks. Choose a face below, or drop a picture."));
        break;
    case PersonView::Kind::Starter:
        m_fixedName->setText(person.name);
        m_kind->setText(tr("A drawn face, free for any use (CC0). %1").arg(seen));
        break;
    case PersonView::Kind::Persona:
        m_fixedName->setText(person.name);
        m_kind->setText(tr("As another session has learnt this person."));
        break;
    case PersonView::Kind::Own:
        m_kind->setText(person.consent.isEmpty() ? tr("%1. Consent is not noted yet.").arg(seen)
                                                 : seen);
        if (person.hardlyMoves)
            m_kind->setText(
                tr("This model animates drawn faces only: a photograph hardly moves. %1")
                    .arg(m_kind->text()));
        break;
    }
}

void CharacterDock::showTrouble(const QString& text)
{
    m_trouble->setText(sentence(text));
    m_trouble->setVisible(!text.isEmpty());
}

} // namespace imprint::ui
