#include "app/gui/figures_link.h"

#include "app/gui/output_link.h"
#include "app/gui/run_figures.h"
#include "ui/models/output_words.h"

#include <QFileInfo>

#include <utility>

namespace imprint::app {
namespace {

constexpr qint64 kBetweenMs = 450; // snapshots come every 250 ms

} // namespace

FiguresLink::FiguresLink(ui::StatisticsDock& dock, ui::StatusStrip& strip, Studio& studio,
                         QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_strip(strip)
{
    connect(&studio, &Studio::snapshotTaken, this, &FiguresLink::show);
    connect(&dock, &ui::Dock::shown, this, [this] { m_shown.invalidate(); }); // the next one counts
    connect(&studio, &Studio::stateChanged, this, [this](StudioState state) {
        if (state == StudioState::Running)
            return;
        followRecording({}); // it ended with its run
        ui::StatusView view; // an old run's figures say nothing any more
        view.ready = state == StudioState::Ready;
        if (state == StudioState::Failed)
            view.engineTrouble = tr("No engine runs. What to do is said above the picture.");
        m_strip.setView(view);
    });
    connect(&studio, &Studio::problem, &m_strip,
            [this](const QString& text, const QString&) { m_strip.say(text); });
    connect(&studio, &Studio::recordingStarted, &m_strip, [this](const QString& path) {
        m_strip.say(tr("Recording to %1").arg(QFileInfo(path).fileName()));
    });
}

/// What is over is not said as if it went on.
void FiguresLink::followRecording(const StudioSnapshot& snapshot)
{
    const ui::OutputView recording = outputView(snapshot.outputs, OutputKind::Recording);
    const QString now = ui::isBusy(recording.state) ? recording.target : QString();
    const QString before = std::exchange(m_recording, now);
    if (!before.isEmpty() && now.isEmpty())
        m_strip.say(tr("Recorded: %1").arg(QFileInfo(before).fileName()));
}

void FiguresLink::show(const StudioSnapshot& snapshot)
{
    if (m_shown.isValid() && m_shown.elapsed() < kBetweenMs)
        return;
    m_shown.start();
    followRecording(snapshot);
    m_strip.setView(statusOf(snapshot));
    if (m_dock.isShown())
        m_dock.setView(statisticsOf(snapshot));
}

} // namespace imprint::app
