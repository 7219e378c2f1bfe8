#include "app/gui/preview_link.h"

#include "app/outputs/movie_path.h"
#include "audio/file/image_file.h"
#include "ui/models/frame_image.h"
#include "ui/models/words.h"
#include "ui/shell/preview_panel.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>

namespace imprint::app {
namespace {

QString overlayText(const StudioSnapshot& snapshot)
{
    const LiveStats& stats = snapshot.stats;
    return PreviewLink::tr("%1 fps · %2")
        .arg(stats.framesPerSecond, 0, 'f', 1)
        .arg(ui::millisecondsText(stats.schedule.delayMs));
}

int layersOf(const Ledger& ledger)
{
    int layers = 0;
    for (const LedgerEntry& entry : ledger.entries)
        if (entry.consumer == MemoryConsumer::KvCache)
            layers = std::max(layers, entry.layer + 1);
    return layers;
}

/// The same run, but for what its layers remember: with all of their history if some give it up, else with half of them
/// giving it up.
SessionConfig otherHistory(SessionConfig config, int layers)
{
    config.ispaLayers = config.ispaLayers > 0 ? 0 : std::max(1, layers / 2);
    return config;
}

QString emptyText(StudioState state)
{
    switch (state) {
    case StudioState::Failed: return PreviewLink::tr("No engine runs. What to do is said above.");
    case StudioState::Ready:
        return PreviewLink::tr("Write into the prompt's dock what the video shows, and make it.");
    case StudioState::Running: return PreviewLink::tr("The first picture is made…");
    case StudioState::Opening: break;
    }
    return PreviewLink::tr("The engine starts…");
}

/// What a run is, in the corner of its picture; figures as measured.
/// wanted  layers that are to give up their history
QString runName(const SessionStats& stats, const Ledger& ledger, int wanted)
{
    const auto absorbed = std::count_if(stats.ispa.layers.begin(), stats.ispa.layers.end(),
                                        [](const IspaLayerFigures& one) { return one.chosen; });
    const QString bytes = ui::bytesText(ledger.measuredBytes(MemoryConsumer::KvCache));
    if (absorbed > 0)
        return PreviewLink::tr("layers absorbed: %1 · KV %2").arg(absorbed).arg(bytes);
    return wanted > 0 ? PreviewLink::tr("layers that learn: %1 · KV %2").arg(wanted).arg(bytes)
                      : PreviewLink::tr("whole history · KV %1").arg(bytes);
}

} // namespace

PreviewLink::PreviewLink(ui::MainWindow& window, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_studio(studio)
{
    connect(&studio, &Studio::pictureArrived, this, &PreviewLink::fetch);
    connect(&studio, &Studio::snapshotTaken, this, &PreviewLink::showFigures);
    using ui::WindowAction;
    connect(&window.action(WindowAction::Compare), &QAction::toggled, this,
            &PreviewLink::compareWithNow);
    connect(&window.action(WindowAction::CompareRuns), &QAction::toggled, this,
            &PreviewLink::compareRuns);
    connect(&window.action(WindowAction::Snapshot), &QAction::triggered, this,
            &PreviewLink::saveSnapshot);
    connect(&window.action(WindowAction::Figures), &QAction::toggled, this, [this](bool on) {
        if (!on)
            m_window.preview().setOverlay({});
    });
    connect(&studio, &Studio::stateChanged, this,
            [this](StudioState state) { m_window.preview().setEmptyText(emptyText(state)); });
}

void PreviewLink::fetch()
{
    const auto moment = m_studio.preview().take();
    if (!moment || !(*moment)->frame)
        return;
    m_window.preview().showFrame((*moment)->frame);
    if (m_comparesRuns)
        m_window.preview().showOther((*moment)->compared, m_shownName, m_otherName);
    if (!std::exchange(m_shown, true))
        Q_EMIT firstPictureShown();
}

void PreviewLink::showFigures(const StudioSnapshot& snapshot)
{
    nameRuns(snapshot);
    if (m_window.action(ui::WindowAction::Figures).isChecked())
        m_window.preview().setOverlay(overlayText(snapshot));
}

void PreviewLink::compareWithNow(bool on)
{
    if (on)
        m_window.action(ui::WindowAction::CompareRuns).setChecked(false);
    ui::PreviewPanel& preview = m_window.preview();
    preview.showOther(on ? preview.state().frame : nullptr, tr("now"), tr("before"));
}

void PreviewLink::compareRuns(bool on)
{
    m_comparesRuns = on;
    if (!on) {
        m_studio.endComparison();
        m_window.preview().showOther(nullptr, {}, {});
        return;
    }
    m_window.action(ui::WindowAction::Compare).setChecked(false);
    const SessionConfig other = otherHistory(m_studio.config(), m_layers);
    m_otherLayers = other.ispaLayers;
    m_studio.compareWith(other);
}

void PreviewLink::nameRuns(const StudioSnapshot& snapshot)
{
    m_layers = layersOf(snapshot.ledger);
    if (!m_comparesRuns || !snapshot.stats.compared)
        return;
    const ComparedStats& other = *snapshot.stats.compared;
    m_shownName = runName(snapshot.stats.session, snapshot.ledger, m_studio.config().ispaLayers);
    m_otherName = runName(other.session, other.ledger, m_otherLayers);
}

void PreviewLink::saveSnapshot()
{
    const QImage image = m_window.preview().picture();
    if (image.isNull())
        return;
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) +
                      QStringLiteral("/Imprint"));
    m_studio.inBackground([this, folder, picture = ui::toPicture(image)] {
        folder.mkpath(QStringLiteral("."));
        const std::string pattern =
            folder.filePath(QStringLiteral("picture {date} {time}.png")).toStdString();
        const std::string path = freeFileName(namedAt(pattern, std::chrono::system_clock::now()));
        audio::writePng(picture, path);
        QMetaObject::invokeMethod(
            this, [this, path] { Q_EMIT snapshotSaved(QString::fromStdString(path)); },
            Qt::QueuedConnection);
    });
}

} // namespace imprint::app
