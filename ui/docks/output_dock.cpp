#include "ui/docks/output_dock.h"

#include "ui/models/output_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <array>

namespace imprint::ui {
namespace {

constexpr std::array kPictureSizes = {256, 384, 512, 720, 1080};

/// Scrolling past a number or a choice changes nothing, unless it has the focus.
class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || widget == nullptr || widget->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

void guardWheel(QWidget& widget)
{
    widget.setFocusPolicy(Qt::StrongFocus);
    widget.installEventFilter(new WheelGuard(&widget));
}

QFormLayout* buildForm(QWidget* parent)
{
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(kGap);
    form->setVerticalSpacing(kSmallGap + 2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

/// A label stands as high as the middle of its field.
void levelLabels(const QFormLayout& form)
{
    for (int row = 0; row < form.rowCount(); ++row) {
        const QLayoutItem* label = form.itemAt(row, QFormLayout::LabelRole);
        const QLayoutItem* field = form.itemAt(row, QFormLayout::FieldRole);
        if (label != nullptr && field != nullptr)
            label->widget()->setMinimumHeight(field->sizeHint().height());
    }
}

void fill(QComboBox& box, const std::vector<OutputChoice>& choices, const std::string& chosen)
{
    const QSignalBlocker quiet(box);
    box.clear();
    for (const OutputChoice& choice : choices)
        box.addItem(choice.label, choice.id);
    box.setCurrentIndex(box.findData(QString::fromStdString(chosen)));
}

} // namespace

OutputDock::OutputDock(QWidget* parent)
    : Dock(QStringLiteral("outputDock"), tr("Output"), parent)
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    layout->addWidget(buildPanic());
    layout->addWidget(buildPicture());
    addCard(OutputId::Recording, buildRecording());
    addCard(OutputId::Camera, buildCamera());
    addCard(OutputId::Loopback, buildLoopback());
    addCard(OutputId::Microphone, nullptr);
    addCard(OutputId::Stream, buildStream());
    addCard(OutputId::Take, nullptr);
    m_cards.at(OutputId::Microphone)->addFreeSettings(buildVoiceOffset());
    for (const OutputId output : kOutputIds)
        layout->addWidget(m_cards.at(output));
    layout->addStretch(1);
    setContent(content);
    setLoopbackNodes({});
    setSettings({});
}

QWidget* OutputDock::buildPanic()
{
    m_panic = new QPushButton;
    m_panic->setObjectName(QStringLiteral("panic"));
    m_panic->setProperty("role", QStringLiteral("live"));
    m_panic->setCheckable(true);
    m_panic->setIcon(icon(Icon::Panic, Tint::Text, Tint::OnLive));
    m_panic->setMinimumHeight(36);
    m_panic->setToolTip(tr("At once a card instead of your picture, and silence, in every output. "
                           "Recording and stream go on."));
    connect(m_panic, &QPushButton::clicked, this, [this](bool panic) {
        setPanic(panic);
        Q_EMIT panicWished(panic);
    });
    setPanic(false);
    return m_panic;
}

QWidget* OutputDock::buildPicture()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    m_sizes = new QComboBox;
    m_sizes->setObjectName(QStringLiteral("pictureSize"));
    m_sizes->setAccessibleName(tr("Size of the picture"));
    guardWheel(*m_sizes);
    m_sizes->addItem(tr("As the model makes it"), 0);
    for (const int size : kPictureSizes)
        m_sizes->addItem(tr("%1 × %1").arg(size), size);
    connect(m_sizes, &QComboBox::activated, this, [this] {
        const int size = m_sizes->currentData().toInt();
        if (std::exchange(m_settings.pictureSize, size) != size)
            change();
    });
    m_showSettings.emplace_back([this] { showSize(); });
    form->addRow(tr("Pictu&re"), m_sizes);
    levelLabels(*form);
    lockSize();
    return settings;
}

/// One that another version or a hand has written is shown as well.
void OutputDock::showSize()
{
    int index = m_sizes->findData(m_settings.pictureSize);
    if (index < 0) {
        index = m_sizes->count();
        m_sizes->addItem(tr("%1 × %1").arg(m_settings.pictureSize), m_settings.pictureSize);
    }
    m_sizes->setCurrentIndex(index);
}

/// What is on air cannot change its size.
void OutputDock::lockSize()
{
    m_sizes->setEnabled(m_busy.empty() && !m_sizeElsewhere);
    m_sizes->setToolTip(
        m_sizeElsewhere
            ? tr("This model's videos have a size of their own: the prompt's dock has it.")
        : m_busy.empty()
            ? tr("Of the picture in every output. A model of one size has its pictures "
                 "enlarged. The run begins anew.")
            : tr("Stop the outputs first: their picture cannot change its size."));
}

void OutputDock::setSizeElsewhere(bool elsewhere)
{
    m_sizeElsewhere = elsewhere;
    lockSize();
}

void OutputDock::setPanic(bool panic)
{
    m_panic->setChecked(panic);
    m_panic->setText(panic ? tr("Hidden and muted: come back") : tr("Panic: hide and mute"));
    m_panic->setAccessibleName(m_panic->text());
}

void OutputDock::addCard(OutputId output, QWidget* settings)
{
    auto* card = new OutputCard(output, settings);
    m_cards[output] = card;
    connect(card, &OutputCard::startWished, this, [this, output] { start(output); });
    connect(card, &OutputCard::stopWished, this, [this, output] { Q_EMIT stopWished(output); });
}

QWidget* OutputDock::buildRecording()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    QLineEdit* name =
        buildField("recordingName", tr("File name of recordings"), &OutputSettings::recordingName);
    name->setToolTip(tr("{date} and {time} are filled in when a recording begins. Nothing is "
                        "overwritten."));
    m_formats = buildChoice("recordingFormat", tr("Format of recordings"),
                            &OutputSettings::recordingFormat);
    m_formats->setToolTip(tr("MP4 with H.264 plays everywhere; HEVC is smaller; ProRes is for "
                             "editing; FFV1 loses nothing."));
    form->addRow(tr("File &name"), name);
    form->addRow(tr("For&mat"), m_formats);
    form->addRow(tr("Folder"), buildFolder());
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildFolder()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    m_folder = new ElidedLabel(Qt::ElideMiddle);
    m_folder->setObjectName(QStringLiteral("recordingFolder"));
    auto* change = new QPushButton(tr("Change…"));
    change->setObjectName(QStringLiteral("changeFolder"));
    change->setAccessibleName(tr("Change the folder of recordings"));
    connect(change, &QPushButton::clicked, this, &OutputDock::chooseFolder);
    auto* open = new QToolButton;
    open->setObjectName(QStringLiteral("openFolder"));
    open->setIcon(icon(Icon::Folder));
    open->setToolTip(tr("Open the folder of recordings"));
    open->setAccessibleName(open->toolTip());
    connect(open, &QToolButton::clicked, this, [this] {
        Q_EMIT openFolderWished(QString::fromStdString(m_settings.recordingFolder));
    });
    layout->addWidget(m_folder, 1);
    layout->addWidget(open);
    layout->addWidget(change);
    m_showSettings.emplace_back([this] { showFolder(); });
    return row;
}

/// The end of a long name says most.
void OutputDock::showFolder()
{
    const QString folder = QString::fromStdString(m_settings.recordingFolder);
    const QString last = folder.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
    m_folder->setWhole(last.isEmpty() ? tr("Videos") : last, folder);
    m_folder->setAccessibleName(tr("Folder of recordings: %1").arg(folder));
}

void OutputDock::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder of recordings"),
                                   QString::fromStdString(m_settings.recordingFolder));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_settings.recordingFolder = folder.toStdString();
        showFolder();
        change();
    });
    dialog->show();
}

QWidget* OutputDock::buildCamera()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    QLineEdit* name =
        buildField("cameraName", tr("Name of the camera"), &OutputSettings::cameraName);
    name->setToolTip(tr("What you choose the camera by in your call."));
    form->addRow(tr("Na&me"), name);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildLoopback()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    m_nodes =
        buildChoice("loopbackNode", tr("Node of v4l2loopback"), &OutputSettings::loopbackNode);
    form->addRow(tr("N&ode"), m_nodes);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildVoiceOffset()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    QSpinBox* offset =
        buildNumber("voiceOffset", tr("Voice later than picture"), &OutputSettings::voiceOffsetMs);
    offset->setSuffix(tr(" ms"));
    offset->setSingleStep(10);
    offset->setToolTip(tr("If others hear you before your lips move, raise it. A negative offset "
                          "holds the camera back instead."));
    form->addRow(tr("Voice &later by"), offset);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildStream()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    m_streamAddress =
        buildField("streamAddress", tr("Address of the stream"), &OutputSettings::streamAddress);
    m_streamAddress->setPlaceholderText(QStringLiteral("rtmp://…, rtmps://…, srt://…"));
    m_streamKey = new SecretField(tr("Key of the stream"));
    m_streamKey->line().setObjectName(QStringLiteral("streamKey"));
    m_streamKey->line().setToolTip(tr("Your streaming service shows it."));
    auto* advanced = new QToolButton;
    advanced->setObjectName(QStringLiteral("advanced"));
    advanced->setText(tr("Ad&vanced"));
    advanced->setCheckable(true);
    advanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    advanced->setArrowType(Qt::RightArrow);
    advanced->setProperty("role", QStringLiteral("expander"));
    QWidget* more = buildAdvanced();
    more->hide();
    connect(advanced, &QToolButton::toggled, this, [advanced, more](bool open) {
        advanced->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        more->setVisible(open);
    });
    form->addRow(tr("&Address"), m_streamAddress);
    form->addRow(tr("&Key"), m_streamKey);
    form->addRow(advanced);
    form->addRow(more);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildAdvanced()
{
    auto* settings = new QWidget;
    QFormLayout* form = buildForm(settings);
    QSpinBox* video = buildNumber("streamVideo", tr("Kilobits per second of the pictures"),
                                  &OutputSettings::streamVideoKilobits);
    QSpinBox* audio = buildNumber("streamAudio", tr("Kilobits per second of the sound"),
                                  &OutputSettings::streamAudioKilobits);
    for (QSpinBox* rate : {video, audio})
        rate->setSuffix(tr(" kbit/s"));
    video->setSingleStep(100);
    m_encoders =
        buildChoice("streamEncoder", tr("Encoder of the stream"), &OutputSettings::streamEncoder);
    QComboBox* preset =
        buildChoice("streamPreset", tr("Speed of the encoder"), &OutputSettings::streamPreset);
    preset->setToolTip(tr("Slower presets give a better picture at the same rate and take more of "
                          "the processor."));
    std::vector<OutputChoice> presets;
    for (const char* name : {"ultrafast", "superfast", "veryfast", "faster", "fast", "medium"})
        presets.push_back({.id = QString::fromLatin1(name), .label = QString::fromLatin1(name)});
    fill(*preset, presets, m_settings.streamPreset);
    form->addRow(tr("&Pictures"), video);
    form->addRow(tr("&Sound"), audio);
    form->addRow(tr("&Encoder"), m_encoders);
    form->addRow(tr("Spee&d"), preset);
    levelLabels(*form);
    return settings;
}

QLineEdit* OutputDock::buildField(const char* name, const QString& label,
                                  std::string OutputSettings::*value)
{
    auto* field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(label);
    connect(field, &QLineEdit::editingFinished, this, [this, field, value] {
        const std::string text = field->text().trimmed().toStdString();
        if (std::exchange(m_settings.*value, text) != text)
            change();
    });
    m_showSettings.emplace_back(
        [this, field, value] { field->setText(QString::fromStdString(m_settings.*value)); });
    return field;
}

QSpinBox* OutputDock::buildNumber(const char* name, const QString& label,
                                  int OutputSettings::*value)
{
    auto* box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(label);
    guardWheel(*box);
    forEachField(m_settings, [&](const Field&, const auto& field, const auto&... range) {
        if constexpr (sizeof...(range) > 0)
            if (&field == &(m_settings.*value))
                (box->setRange(range.minimum, range.maximum), ...);
    });
    connect(box, &QSpinBox::valueChanged, this, [this, value](int number) {
        if (std::exchange(m_settings.*value, number) != number)
            change();
    });
    m_showSettings.emplace_back([this, box, value] {
        const QSignalBlocker quiet(box);
        box->setValue(m_settings.*value);
    });
    return box;
}

QComboBox* OutputDock::buildChoice(const char* name, const QString& label,
                                   std::string OutputSettings::*value)
{
    auto* box = new QComboBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    guardWheel(*box);
    connect(box, &QComboBox::activated, this, [this, box, value] {
        const std::string id = box->currentData().toString().toStdString();
        if (std::exchange(m_settings.*value, id) != id)
            change();
    });
    m_showSettings.emplace_back([this, box, value] {
        box->setCurrentIndex(box->findData(QString::fromStdString(m_settings.*value)));
    });
    return box;
}

void OutputDock::setRecordingFormats(const std::vector<OutputChoice>& formats)
{
    fill(*m_formats, formats, m_settings.recordingFormat);
}

void OutputDock::setEncoders(const std::vector<OutputChoice>& encoders)
{
    fill(*m_encoders, encoders, m_settings.streamEncoder);
}

void OutputDock::setLoopbackNodes(const std::vector<OutputChoice>& nodes)
{
    std::vector<OutputChoice> all{{.id = {}, .label = tr("The first free one")}};
    all.insert(all.end(), nodes.begin(), nodes.end());
    fill(*m_nodes, all, m_settings.loopbackNode);
    m_cards.at(OutputId::Loopback)->setVisible(!nodes.empty());
}

void OutputDock::setSettings(const OutputSettings& settings)
{
    m_settings = settings;
    for (const auto& show : m_showSettings)
        show();
}

void OutputDock::change()
{
    Q_EMIT settingsChanged(m_settings);
}

QString OutputDock::streamKey() const
{
    return m_streamKey->secret();
}

bool OutputDock::askForStream()
{
    const bool missing = m_streamAddress->text().trimmed().isEmpty();
    m_cards.at(OutputId::Stream)
        ->setNote(missing ? tr("Give the address that your streaming service shows.") : QString());
    if (missing)
        m_streamAddress->setFocus();
    return !missing;
}

void OutputDock::start(OutputId output)
{
    if (output != OutputId::Stream || askForStream())
        Q_EMIT startWished(output);
}

void OutputDock::setView(OutputId output, const OutputView& view)
{
    m_cards.at(output)->setView(view);
    const bool isFree = m_busy.empty();
    isBusy(view.state) ? void(m_busy.insert(output)) : void(m_busy.erase(output));
    if (m_busy.empty() != isFree)
        lockSize();
}

void OutputDock::setDisk(const DiskView& disk)
{
    m_cards.at(OutputId::Recording)->setNote(diskText(disk));
}

} // namespace imprint::ui
