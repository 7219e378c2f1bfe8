#include "app/gui/preview_link.h"

#include "app/outputs/movie_path.h"
#include "audio/file/image_file.h"
#include "ui/models/frame_image.h"
#include "ui/models/words.h"
#include "ui/shell/preview_panel.h"

#include <QDir>
#include <QStandardPaths>

#include <chrono>

namespace imprint::app {
namespace {

constexpr int kLookMs = 10; // a picture waits half of that on average

QString overlayText(const StudioSnapshot& snapshot)
{
    const LiveStats& stats = snapshot.stats;
    return PreviewLink::tr("%1 fps · %2")
        .arg(stats.framesPerSecond, 0, 'f', 1)
        .arg(ui::millisecondsText(stats.schedule.delayMs));
}

} // namespace

PreviewLink::PreviewLink(ui::MainWindow& window, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_studio(studio)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PreviewLink::fetch);
    m_timer.start(kLookMs);
    connect(&studio, &Studio::snapshotTaken, this, &PreviewLink::showFigures);
    using ui::WindowAction;
    connect(&window.action(WindowAction::Compare), &QAction::toggled, this, &PreviewLink::compare);
    connect(&window.action(WindowAction::Snapshot), &QAction::triggered, this,
            &PreviewLink::saveSnapshot);
    connect(&window.action(WindowAction::Figures), &QAction::toggled, this, [this](bool on) {
        if (!on)
            m_window.preview().setOverlay({});
    });
    connect(&studio, &Studio::stateChanged, this, [this](StudioState state) {
        m_window.preview().setEmptyText(state == StudioState::Failed
                                            ? tr("No engine runs. What to do is said above.")
                                            : tr("The engine starts…"));
    });
}

void PreviewLink::fetch()
{
    const auto moment = m_studio.preview().take();
    if (!moment || !(*moment)->frame)
        return;
    m_window.preview().showFrame((*moment)->frame);
    if (!std::exchange(m_shown, true))
        Q_EMIT firstPictureShown();
}

void PreviewLink::showFigures(const StudioSnapshot& snapshot)
{
    if (m_window.action(ui::WindowAction::Figures).isChecked())
        m_window.preview().setOverlay(overlayText(snapshot));
}

void PreviewLink::compare(bool on)
{
    ui::PreviewPanel& preview = m_window.preview();
    preview.showOther(on ? preview.state().frame : nullptr, tr("now"), tr("before"));
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
