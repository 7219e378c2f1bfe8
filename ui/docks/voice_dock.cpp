#include "ui/docks/voice_dock.h"

#include "ui/docks/dock_parts.h"
#include "ui/docks/talk_bar.h"
#include "ui/models/dropped_file.h"
#include "ui/models/words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/level_meter.h"
#include "ui/widgets/player_bar.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/value_slider.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace imprint::ui {
namespace {

constexpr qint64 kBetweenFiguresMs = 250; // numbers that change faster cannot be read

QLabel* makeText(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

VoiceDock::VoiceDock(QWidget* parent)
    : Dock(QStringLiteral("voiceDock"), tr("Voice"), parent)
    , m_devices(new DeviceList(this))
{
    auto* content = new QWidget(this);
    auto* layout = makeColumn(content, kMargin);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(buildSource());
    layout->addWidget(buildLevel());
    m_talk = new TalkBar(content);
    layout->addWidget(m_talk);
    layout->addWidget(buildFilters());
    layout->addStretch(1);
    setContent(content);
    setAcceptDrops(true);

    connect(m_talk, &TalkBar::used, this, &VoiceDock::applyTalk);
    showPage();
    showChoices(m_choices);
}

QWidget* VoiceDock::buildSource()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    m_sources = new QButtonGroup(this);
    const auto addButton = [&](const QString& text, Icon drawing, Source source) {
        auto* button = new QPushButton(icon(drawing, Tint::Text, Tint::OnAccent), text, box);
        button->setCheckable(true);
        m_sources->addButton(button, static_cast<int>(source));
        row->addWidget(button, 1);
    };
    addButton(tr("Microphone"), Icon::Microphone, Source::Microphone);
    addButton(tr("Sound file"), Icon::Speaker, Source::File);
    m_sources->button(0)->setChecked(true);
    layout->addLayout(row);

    m_microphonePage = buildMicrophonePage();
    m_filePage = buildFilePage();
    m_filePage->hide();
    layout->addWidget(m_microphonePage);
    layout->addWidget(m_filePage);
    m_trouble = makeText(QString(), box);
    m_trouble->setProperty("role", QStringLiteral("warn"));
    m_trouble->setAccessibleName(tr("State of the source"));
    m_trouble->hide();
    layout->addWidget(m_trouble);
    connect(m_sources, &QButtonGroup::idClicked, this,
            [this](int id) { chooseSource(static_cast<Source>(id)); });
    return box;
}

QWidget* VoiceDock::buildMicrophonePage()
{
    auto* page = new QWidget(this);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    m_deviceBox = new QComboBox(page);
    m_deviceBox->setModel(m_devices);
    m_deviceBox->setAccessibleName(tr("Microphone"));
    m_deviceBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_deviceBox->setMinimumContentsLength(12);
    layout->addWidget(m_deviceBox, 1);
    auto* again = new QToolButton(page);
    again->setIcon(icon(Icon::Refresh));
    again->setAccessibleName(tr("Look for microphones again"));
    again->setToolTip(tr("Look for microphones again. The voice is silent for a moment."));
    layout->addWidget(again);
    connect(m_deviceBox, &QComboBox::activated, this, [this](int row) {
        const QString name = m_devices->index(row).data(DeviceList::NameRole).toString();
        showMicrophone(name);
        Q_EMIT microphoneWanted(name);
    });
    connect(again, &QToolButton::clicked, this, &VoiceDock::devicesWanted);
    return page;
}

QWidget* VoiceDock::buildFilePage()
{
    auto* page = new QWidget(this);
    auto* layout = makeColumn(page, kSmallGap);
    auto* row = new QHBoxLayout;
    m_file = makeText(QString(), page);
    m_file->setAccessibleName(tr("Sound file"));
    row->addWidget(m_file, 1);
    auto* choose = new QPushButton(icon(Icon::Folder), tr("Choose…"), page);
    choose->setAccessibleName(tr("Choose a sound file"));
    row->addWidget(choose);
    layout->addLayout(row);
    m_playerBar = new PlayerBar(page);
    layout->addWidget(m_playerBar);
    connect(choose, &QPushButton::clicked, this, &VoiceDock::browse);
    connect(m_playerBar, &PlayerBar::playWanted, this, &VoiceDock::playWanted);
    connect(m_playerBar, &PlayerBar::seekWanted, this, &VoiceDock::seekWanted);
    connect(m_playerBar, &PlayerBar::loopWanted, this, &VoiceDock::loopWanted);
    showPlayer(m_player);
    return page;
}

QWidget* VoiceDock::buildLevel()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box, kSmallGap);
    m_meter = new LevelMeter(box);
    layout->addWidget(m_meter);
    m_figures = new QLabel(box);
    m_figures->setAccessibleName(tr("Loudness"));
    makeMuted(*m_figures);
    layout->addWidget(m_figures);
    m_losses = makeText(QString(), box);
    m_losses->setAccessibleName(tr("Losses"));
    makeMuted(*m_losses);
    m_losses->hide();
    layout->addWidget(m_losses);
    showLevel(VoiceLevelView());
    return box;
}

QCheckBox* VoiceDock::makeChoice(const QString& text, const QString& tip, bool VoiceChoices::*field)
{
    auto* box = new QCheckBox(text, this);
    box->setToolTip(tip);
    m_boxes.emplace_back(box, field);
    connect(box, &QCheckBox::clicked, this, [this, field](bool on) {
        VoiceChoices choices = m_choices;
        choices.*field = on;
        change(choices);
    });
    return box;
}

QWidget* VoiceDock::buildFilters()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    m_gain = new ValueSlider(tr("Gain"), {.least = -30, .most = 30, .usual = 0}, tr(" dB"), box);
    m_gain->setHint(tr("Loudness added by hand. A double click goes back to 0."));
    layout->addWidget(m_gain);
    layout->addWidget(makeChoice(tr("Automatic gain"),
                                 tr("Brings the voice to one loudness, 10 ms later"),
                                 &VoiceChoices::automaticGain));
    layout->addWidget(makeChoice(tr("Noise suppression"),
                                 tr("Takes steady noise off the voice, 10 ms later"),
                                 &VoiceChoices::suppressNoise));
    layout->addWidget(makeChoice(
        tr("Gate"), tr("Silences what is quieter than the threshold, the tall line in the meter"),
        &VoiceChoices::gate));
    m_threshold = new ValueSlider(tr("Gate opens at"), {.least = -60, .most = 0, .usual = -45},
                                  tr(" dB"), box);
    layout->addWidget(m_threshold);
    m_offset = new ValueSlider(tr("Voice later than picture"),
                               {.least = -80, .most = 1000, .usual = 0}, tr(" ms"), box);
    m_offset->setHint(tr("In every output. Negative: the voice comes first."));
    layout->addWidget(m_offset);
    connect(m_gain, &ValueSlider::valueChosen, this, [this](int db) {
        VoiceChoices choices = m_choices;
        choices.gainDb = db;
        change(choices);
    });
    connect(m_threshold, &ValueSlider::valueChosen, this, [this](int db) {
        VoiceChoices choices = m_choices;
        choices.gateThresholdDb = db;
        change(choices);
    });
    connect(m_offset, &ValueSlider::valueChosen, this, &VoiceDock::offsetWanted);
    return box;
}

void VoiceDock::showUse(Source source)
{
    m_sources->button(static_cast<int>(source))->setChecked(true);
    showPage();
}

VoiceDock::Source VoiceDock::source() const
{
    return static_cast<Source>(m_sources->checkedId());
}

void VoiceDock::chooseSource(Source source)
{
    showPage();
    if (source == Source::Microphone)
        Q_EMIT microphoneWanted(m_devices->chosen());
    else if (m_player.file.isEmpty())
        browse();
    else
        Q_EMIT playerWanted();
}

void VoiceDock::showPage()
{
    m_microphonePage->setVisible(source() == Source::Microphone);
    m_filePage->setVisible(source() == Source::File);
    m_talk->setHeardText(heardText());
}

void VoiceDock::browse()
{
    // Not a modal dialog: the session goes on, and so does the window.
    auto* dialog = new QFileDialog(this, tr("Sound in the place of the microphone"), QString(),
                                   fileFilter(DropKind::Sound));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &VoiceDock::useFile);
    connect(dialog, &QFileDialog::rejected, this, [this] {
        if (m_player.file.isEmpty()) // nothing took the microphone's place
            showUse(Source::Microphone);
    });
    dialog->show();
}

void VoiceDock::useFile(const QString& path)
{
    showUse(Source::File);
    Q_EMIT soundFileWanted(path);
}

void VoiceDock::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFile(*event->mimeData(), DropKind::Sound).isEmpty())
        event->acceptProposedAction();
}

void VoiceDock::dropEvent(QDropEvent* event)
{
    const QString path = droppedFile(*event->mimeData(), DropKind::Sound);
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    useFile(path);
}

void VoiceDock::showDevices(const std::vector<DeviceView>& devices)
{
    m_devices->setDevices(devices);
    showMicrophone(m_devices->chosen());
}

void VoiceDock::showMicrophone(const QString& name)
{
    const int row = m_devices->choose(name);
    m_deviceBox->setCurrentIndex(row);
    m_deviceBox->setToolTip(m_deviceBox->currentText());
}

void VoiceDock::showLevel(const VoiceLevelView& level)
{
    m_meter->setLevel(level);
    if (m_figuresAge.isValid() && m_figuresAge.elapsed() < kBetweenFiguresMs)
        return;
    m_figuresAge.start();
    m_figures->setText(
        tr("Peak %1, average %2")
            .arg(decibelText(m_meter->level().heldDb()), decibelText(m_meter->level().rmsDb())));
}

void VoiceDock::showSource(const VoiceSourceView& source)
{
    if (source == m_sourceView)
        return;
    m_sourceView = source;
    m_trouble->setText(sentence(source.trouble));
    setRole(*m_trouble, source.lost ? QStringLiteral("error") : QStringLiteral("warn"));
    m_trouble->setVisible(!source.trouble.isEmpty());
    m_losses->setText(lossesText(source));
    m_losses->setVisible(!m_losses->text().isEmpty());
    m_talk->setHeardText(heardText());
}

void VoiceDock::showPlayer(const PlayerView& player)
{
    m_player = player;
    m_file->setText(player.file.isEmpty() ? tr("Drop a sound file here, or choose one.")
                                          : player.file);
    m_playerBar->showPlayer(player);
}

void VoiceDock::showChoices(const VoiceChoices& choices)
{
    m_choices = choices;
    m_talk->observe(choices.muted);
    m_gain->setValue(static_cast<int>(std::lround(choices.gainDb)));
    m_threshold->setValue(static_cast<int>(std::lround(choices.gateThresholdDb)));
    m_threshold->setEnabled(choices.gate);
    for (const auto& [box, field] : m_boxes)
        box->setChecked(choices.*field);
    m_meter->setGateThreshold(choices.gate ? std::optional(choices.gateThresholdDb) : std::nullopt);
    applyTalk();
}

void VoiceDock::showOffset(int ms)
{
    m_offset->setValue(ms);
}

void VoiceDock::change(const VoiceChoices& choices)
{
    showChoices(choices);
    Q_EMIT choicesChanged(choices);
}

/// What push to talk and the mute button amount to is what the voice is to be.
void VoiceDock::applyTalk()
{
    if (m_choices.muted == m_talk->isMuted())
        return;
    m_choices.muted = m_talk->isMuted();
    Q_EMIT choicesChanged(m_choices);
}

QString VoiceDock::heardText() const
{
    if (m_sourceView.lost) // what is wrong is said above
        return {};
    return source() == Source::File ? tr("The file is heard.") : tr("What you say is heard.");
}

} // namespace imprint::ui
