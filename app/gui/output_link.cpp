#include "app/gui/output_link.h"

#include "app/gui/recording_formats.h"
#include "app/outputs/recorder_settings.h"
#include "ui/models/message_words.h"
#include "ui/models/output_words.h"

#include <QDesktopServices>
#include <QDir>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace imprint::app {
namespace {

using ui::OutputId;
using ui::WindowAction;

ui::OutputState stateOf(const OutputReport& report)
{
    if (report.stats.failed && report.phase != OutputPhase::Finishing)
        return ui::OutputState::Failed;
    switch (report.phase) {
    case OutputPhase::Starting: return ui::OutputState::Starting;
    case OutputPhase::Running: return ui::OutputState::OnAir;
    case OutputPhase::Finishing: return ui::OutputState::Finishing;
    case OutputPhase::Ended: break;
    }
    return ui::OutputState::Off;
}

QString standardFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::MoviesLocation) +
           QStringLiteral("/Imprint");
}

/// An unknown encoder, of a later version's settings, is the processor.
Encoder encoderNamed(const std::string& name)
{
    for (const auto& entry : enumNames(Encoder{}))
        if (entry.name == name)
            return entry.value;
    return Encoder::Software;
}

/// Follows what goes on; returns its target when it goes on no more.
QString ended(QString& goesOn, const ui::OutputView& now)
{
    const QString before = std::exchange(goesOn, ui::isBusy(now.state) ? now.target : QString());
    return goesOn.isEmpty() ? before : QString();
}

StreamSettings streamSettings(const ui::OutputSettings& settings, const QString& key)
{
    StreamSettings stream;
    stream.url = settings.streamAddress;
    stream.key = key.toStdString();
    stream.videoKilobits = settings.streamVideoKilobits;
    stream.audioKilobits = settings.streamAudioKilobits;
    stream.preset = settings.streamPreset;
    stream.encoder = encoderNamed(settings.streamEncoder);
    return stream;
}

} // namespace

OutputKind outputKind(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return OutputKind::Recording;
    case OutputId::Camera: return OutputKind::Camera;
    case OutputId::Loopback: return OutputKind::V4l2;
    case OutputId::Microphone: return OutputKind::Microphone;
    case OutputId::Stream: return OutputKind::Stream;
    case OutputId::Take: break;
    }
    return OutputKind::Take;
}

ui::OutputView outputView(const std::vector<OutputReport>& reports, OutputKind kind)
{
    const auto latest = std::find_if(reports.rbegin(), reports.rend(),
                                     [&](const auto& report) { return report.kind == kind; });
    if (latest == reports.rend())
        return {};
    return {.state = stateOf(*latest),
            .words = ui::inWords(latest->stats.state),
            .target = QString::fromStdString(latest->target),
            .seconds = latest->seconds,
            .frames = latest->stats.moments,
            .lost = latest->stats.dropped,
            .bytes = latest->stats.bytes,
            .queue = latest->stats.queueDepth};
}

OutputLink::OutputLink(ui::OutputDock& dock, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
    , m_watch([this](const OutputGear& gear) {
        QMetaObject::invokeMethod(
            this, [this, gear] { showGear(gear); }, Qt::QueuedConnection);
    })
{
    m_dock.setRecordingFormats(recordingFormatChoices());
    m_dock.setEncoders(encoderChoices());
    ui::OutputSettings settings = m_dock.settings();
    if (settings.recordingFolder.empty())
        settings.recordingFolder = standardFolder().toStdString();
    settings.voiceOffsetMs = static_cast<int>(m_studio.voiceOffset().count());
    m_dock.setSettings(settings);
    useSettings(settings);

    connect(&m_dock, &ui::OutputDock::startWished, this, &OutputLink::start);
    connect(&m_dock, &ui::OutputDock::stopWished, this, &OutputLink::stop);
    connect(&m_dock, &ui::OutputDock::panicWished, this, &OutputLink::setPanic);
    connect(&m_dock, &ui::OutputDock::settingsChanged, this, &OutputLink::useSettings);
    connect(&m_dock, &ui::OutputDock::settingsChanged, this, &OutputLink::settingsChanged);
    connect(&m_dock, &ui::OutputDock::openFolderWished, this, [](const QString& folder) {
        QDir().mkpath(folder);
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    connect(&m_studio, &Studio::snapshotTaken, this, &OutputLink::showSnapshot);
    connect(&m_studio, &Studio::stateChanged, this, [this](StudioState state) {
        if (state != StudioState::Running) // outputs end with their run
            showSnapshot({});
    });
    connect(&m_studio, &Studio::voiceOffsetChanged, this, [this](int ms) {
        ui::OutputSettings changed = m_dock.settings();
        if (std::exchange(changed.voiceOffsetMs, ms) != ms)
            m_dock.setSettings(changed);
    });
}

void OutputLink::connectActions(ui::MainWindow& window)
{
    const auto toggles = [&](WindowAction which, OutputId output) {
        QAction& action = window.action(which);
        // Its mark says what is, not what was asked for: an output that failed is off.
        connect(&action, &QAction::triggered, this, [this, &window, &action, output](bool on) {
            action.setChecked(!on);
            if (output == OutputId::Stream && on && m_dock.settings().streamAddress.empty())
                window.raiseDock(m_dock); // where it is asked for
            on ? start(output) : stop(output);
        });
        connect(&m_studio, &Studio::snapshotTaken, &action,
                [&action, output](const StudioSnapshot& snapshot) {
                    action.setChecked(
                        ui::isBusy(outputView(snapshot.outputs, outputKind(output)).state));
                });
        connect(&m_studio, &Studio::stateChanged, &action, [&action](StudioState state) {
            if (state != StudioState::Running) // outputs end with their run
                action.setChecked(false);
        });
    };
    toggles(WindowAction::Record, OutputId::Recording);
    toggles(WindowAction::Camera, OutputId::Camera);
    toggles(WindowAction::Microphone, OutputId::Microphone);
    toggles(WindowAction::Stream, OutputId::Stream);
    QAction& panic = window.action(WindowAction::Panic);
    connect(&panic, &QAction::triggered, this, &OutputLink::setPanic);
    connect(this, &OutputLink::panicChanged, &panic, &QAction::setChecked);
}

void OutputLink::start(OutputId output)
{
    const ui::OutputSettings& settings = m_dock.settings();
    switch (output) {
    case OutputId::Recording: startRecording(); break;
    case OutputId::Camera: m_studio.startCamera(settings.cameraName); break;
    case OutputId::Loopback: m_studio.startV4l2(settings.loopbackNode); break;
    case OutputId::Microphone: m_studio.startMicrophone(); break;
    case OutputId::Stream: startStream(); break;
    case OutputId::Take: startTake(); break;
    }
}

const ui::OutputSettings& OutputLink::settings() const
{
    return m_dock.settings();
}

void OutputLink::setSettings(const ui::OutputSettings& settings)
{
    m_dock.setSettings(settings);
    useSettings(settings);
}

void OutputLink::setDetails(const MovieFormat& movie, const StreamSettings& stream)
{
    m_movie = movie;
    m_stream = stream;
}

void OutputLink::rememberStream(bool kept)
{
    ui::OutputSettings changed = m_dock.settings();
    if (std::exchange(changed.streamIsRemembered, kept) == kept)
        return;
    m_dock.setSettings(changed);
    Q_EMIT settingsChanged(changed);
}

void OutputLink::startRecording()
{
    m_studio.startRecording(recordingWish());
}

RecordingWish OutputLink::recordingWish()
{
    const ui::OutputSettings& settings = m_dock.settings();
    RecordingFormat format = recordingFormat(settings.recordingFormat);
    format.format.crf = m_movie.crf;
    format.format.preset = m_movie.preset;
    const std::filesystem::path folder = settings.recordingFolder;
    m_studio.inBackground([folder] {
        std::error_code ignored; // the recording itself tells what is wrong with its folder
        std::filesystem::create_directories(folder, ignored);
    });
    return {.pattern = (folder / (settings.recordingName + "." + format.extension)).string(),
            .format = format.format,
            .comment = concat(m_studio.makesOfWords() ? "Made" : "Made live", " by Imprint, model ",
                              m_studio.modelName(), "\n", describe(m_studio.config()))};
}

void OutputLink::startTake()
{
    const ui::OutputSettings& settings = m_dock.settings();
    const std::filesystem::path folder = settings.recordingFolder;
    m_studio.startTake((folder / settings.recordingName).string());
}

void OutputLink::startStream()
{
    if (!m_dock.askForStream())
        return;
    StreamSettings stream = streamSettings(m_dock.settings(), m_dock.streamKey());
    stream.srtLatencyMs = m_stream.srtLatencyMs;
    stream.firstRetryMs = m_stream.firstRetryMs;
    stream.longestRetryMs = m_stream.longestRetryMs;
    m_studio.startStream(stream);
}

void OutputLink::stop(OutputId output)
{
    m_studio.stopOutput(outputKind(output));
}

void OutputLink::setPanic(bool panic)
{
    m_studio.setPanic(panic);
    m_dock.setPanic(panic);
    Q_EMIT panicChanged(panic);
}

void OutputLink::useSettings(const ui::OutputSettings& settings)
{
    m_watch.setFolder(settings.recordingFolder);
    m_studio.setPictureSize(settings.pictureSize);
    const std::chrono::milliseconds offset(settings.voiceOffsetMs);
    if (offset != m_studio.voiceOffset())
        m_studio.setVoiceOffset(offset);
}

void OutputLink::showSnapshot(const StudioSnapshot& snapshot)
{
    for (const OutputId output : ui::kOutputIds)
        m_dock.setView(output, outputView(snapshot.outputs, outputKind(output)));
    const ui::OutputView recording = outputView(snapshot.outputs, OutputKind::Recording);
    if (recording.state == ui::OutputState::OnAir)
        m_rate.observe(snapshot.stats.seconds, recording.bytes);
    m_bytesPerSecond = recording.state == ui::OutputState::OnAir ? m_rate.bytesPerSecond() : 0;
    showDisk();
    const QString file = ended(m_recording, recording);
    if (!file.isEmpty())
        Q_EMIT recordingEnded(file, recording.state == ui::OutputState::Failed ? recording.words
                                                                               : QString());
    const QString folder = ended(m_take, outputView(snapshot.outputs, OutputKind::Take));
    if (!folder.isEmpty())
        Q_EMIT takeEnded(folder);
}

void OutputLink::showGear(const OutputGear& gear)
{
    m_freeBytes = gear.freeBytes;
    showDisk();
    QStringList paths;
    std::vector<ui::OutputChoice> nodes;
    for (const LoopbackNode& node : gear.loopbacks) {
        paths << QString::fromStdString(node.path);
        nodes.push_back(
            {.id = paths.back(),
             .label = tr("%1 (%2)").arg(QString::fromStdString(node.label), paths.back())});
    }
    if (std::exchange(m_nodes, paths) != paths)
        m_dock.setLoopbackNodes(nodes);
}

void OutputLink::showDisk()
{
    m_dock.setDisk({.freeBytes = m_freeBytes,
                    .reservedBytes = kLiveMinimumFreeBytes,
                    .bytesPerSecond = m_bytesPerSecond});
}

} // namespace imprint::app
