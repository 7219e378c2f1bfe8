#include "ui/docks/output_dock.h"

#include "ui/docks/dock_parts.h"
#include "ui/docks/output_controls.h"
#include "ui/models/output_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form.h"
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

#include <array>

namespace imprint::ui {
namespace {

constexpr std::array kPictureSizes = {256, 384, 512, 720, 1080};

} // namespace

OutputDock::OutputDock(QWidget* parent)
    : Dock(QStringLiteral("outputDock"), tr("Output"), parent)
    , m_controls(new OutputControls(this))
{
    connect(m_controls, &OutputControls::changed, this, &OutputDock::settingsChanged);
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
    QFormLayout* form = makeForm(settings);
    m_sizes = new QComboBox;
    m_sizes->setObjectName(QStringLiteral("pictureSize"));
    m_sizes->setAccessibleName(tr("Size of the picture"));
    guardWheel(*m_sizes);
    m_sizes->addItem(tr("As the model makes it"), 0);
    for (const int size : kPictureSizes)
        m_sizes->addItem(tr("%1 × %1").arg(size), size);
    connect(m_sizes, &QComboBox::activated, this, [this] {
        m_controls->set(&OutputSettings::pictureSize, m_sizes->currentData().toInt());
    });
    m_controls->whenShown([this] { showSize(); });
    form->addRow(tr("Pictu&re"), m_sizes);
    levelLabels(*form);
    lockSize();
    return settings;
}

/// One that another version or a hand has written is shown as well.
void OutputDock::showSize()
{
    int index = m_sizes->findData(settings().pictureSize);
    if (index < 0) {
        index = m_sizes->count();
        m_sizes->addItem(tr("%1 × %1").arg(settings().pictureSize), settings().pictureSize);
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
    QFormLayout* form = makeForm(settings);
    QLineEdit* name = m_controls->makeField("recordingName", tr("File name of recordings"),
                                            &OutputSettings::recordingName);
    name->setToolTip(tr("{date} and {time} are filled in when a recording begins. Nothing is "
                        "overwritten."));
    m_formats = m_controls->makeChoice("recordingFormat", tr("Format of recordings"),
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
        Q_EMIT openFolderWished(QString::fromStdString(settings().recordingFolder));
    });
    layout->addWidget(m_folder, 1);
    layout->addWidget(open);
    layout->addWidget(change);
    m_controls->whenShown([this] { showFolder(); });
    return row;
}

/// The end of a long name says most.
void OutputDock::showFolder()
{
    const QString folder = QString::fromStdString(settings().recordingFolder);
    const QString last = folder.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
    m_folder->setWhole(last.isEmpty() ? tr("Videos") : last, folder);
    m_folder->setAccessibleName(tr("Folder of recordings: %1").arg(folder));
}

void OutputDock::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder of recordings"),
                                   QString::fromStdString(settings().recordingFolder));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_controls->set(&OutputSettings::recordingFolder, folder.toStdString());
        showFolder();
    });
    dialog->show();
}

QWidget* OutputDock::buildCamera()
{
    auto* settings = new QWidget;
    QFormLayout* form = makeForm(settings);
    QLineEdit* name =
        m_controls->makeField("cameraName", tr("Name of the camera"), &OutputSettings::cameraName);
    name->setToolTip(tr("What you choose the camera by in your call."));
    form->addRow(tr("Na&me"), name);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildLoopback()
{
    auto* settings = new QWidget;
    QFormLayout* form = makeForm(settings);
    m_nodes = m_controls->makeChoice("loopbackNode", tr("Node of v4l2loopback"),
                                     &OutputSettings::loopbackNode);
    form->addRow(tr("N&ode"), m_nodes);
    levelLabels(*form);
    return settings;
}

QWidget* OutputDock::buildVoiceOffset()
{
    auto* settings = new QWidget;
    QFormLayout* form = makeForm(settings);
    QSpinBox* offset = m_controls->makeNumber("voiceOffset", tr("Voice later than picture"),
                                              &OutputSettings::voiceOffsetMs);
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
    QFormLayout* form = makeForm(settings);
    m_streamAddress = m_controls->makeField("streamAddress", tr("Address of the stream"),
                                            &OutputSettings::streamAddress);
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
    QFormLayout* form = makeForm(settings);
    QSpinBox* video =
        m_controls->makeNumber("streamVideo", tr("Kilobits per second of the pictures"),
                               &OutputSettings::streamVideoKilobits);
    QSpinBox* audio = m_controls->makeNumber("streamAudio", tr("Kilobits per second of the sound"),
                                             &OutputSettings::streamAudioKilobits);
    for (QSpinBox* rate : {video, audio})
        rate->setSuffix(tr(" kbit/s"));
    video->setSingleStep(100);
    m_encoders = m_controls->makeChoice("streamEncoder", tr("Encoder of the stream"),
                                        &OutputSettings::streamEncoder);
    QComboBox* preset = m_controls->makeChoice("streamPreset", tr("Speed of the encoder"),
                                               &OutputSettings::streamPreset);
    preset->setToolTip(tr("Slower presets give a better picture at the same rate and take more of "
                          "the processor."));
    std::vector<OutputChoice> presets;
    for (const char* name : {"ultrafast", "superfast", "veryfast", "faster", "fast", "medium"})
        presets.push_back({.id = QString::fromLatin1(name), .label = QString::fromLatin1(name)});
    fillChoices(*preset, presets, m_controls->settings().streamPreset);
    form->addRow(tr("&Pictures"), video);
    form->addRow(tr("&Sound"), audio);
    form->addRow(tr("&Encoder"), m_encoders);
    form->addRow(tr("Spee&d"), preset);
    levelLabels(*form);
    return settings;
}

void OutputDock::setRecordingFormats(const std::vector<OutputChoice>& formats)
{
    fillChoices(*m_formats, formats, settings().recordingFormat);
}

void OutputDock::setEncoders(const std::vector<OutputChoice>& encoders)
{
    fillChoices(*m_encoders, encoders, settings().streamEncoder);
}

void OutputDock::setLoopbackNodes(const std::vector<OutputChoice>& nodes)
{
    std::vector<OutputChoice> all{{.id = {}, .label = tr("The first free one")}};
    all.insert(all.end(), nodes.begin(), nodes.end());
    fillChoices(*m_nodes, all, settings().loopbackNode);
    m_cards.at(OutputId::Loopback)->setVisible(!nodes.empty());
}

const OutputSettings& OutputDock::settings() const
{
    return m_controls->settings();
}

void OutputDock::setSettings(const OutputSettings& settings)
{
    m_controls->setSettings(settings);
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
