#pragma once

#include "app/gui/studio.h"
#include "ui/docks/memory_dock.h"

#include <QElapsedTimer>
#include <QObject>

namespace imprint::app {

/// Brings the memory of the studio's run to its dock, and what the dock asks for to the studio. Only the engine knows how much
/// settings will take: it is asked in the background. Thread: GUI.
class MemoryLink : public QObject {
    Q_OBJECT
public:
    /// dock and studio outlive it.
    MemoryLink(ui::MemoryDock& dock, Studio& studio, QObject* parent = nullptr);

private:
    void show(const ui::MemoryMoment& moment);
    void showSnapshot(const StudioSnapshot& snapshot);
    void showWithoutRun(StudioState state);
    void showLoaded();
    void askForecast(const ui::MemoryForecastAsk& ask);
    void askFit(const ui::MemoryFitAsk& ask);
    void apply(const SessionConfig& config, ui::ApplyWay way);

    ui::MemoryDock& m_dock;
    Studio& m_studio;
    QElapsedTimer m_clock; // of the graph
};

/// What a model says of a change. Its refusal is part of the answer. Thread: any.
/// videoSeconds: of a video that is made of words, which ends
ui::MemoryForecastAnswer forecastAnswer(const EngineModel& model, const ui::MemoryForecastAsk& ask,
                                        double videoSeconds = 0);

} // namespace imprint::app
