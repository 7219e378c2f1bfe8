#include "app/gui/figures_link.h"

#include "app/gui/run_figures.h"

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
        ui::StatusView view; // an old run's figures say nothing any more
        view.ready = state == StudioState::Ready;
        if (state == StudioState::Failed)
            view.engineTrouble = tr("No engine runs. What to do is said above the picture.");
        m_strip.setView(view);
    });
    connect(&studio, &Studio::problem, &m_strip,
            [this](const QString& text, const QString&) { m_strip.say(text); });
}

void FiguresLink::show(const StudioSnapshot& snapshot)
{
    if (m_shown.isValid() && m_shown.elapsed() < kBetweenMs)
        return;
    m_shown.start();
    m_strip.setView(statusOf(snapshot));
    if (m_dock.isShown())
        m_dock.setView(statisticsOf(snapshot));
}

} // namespace imprint::app
