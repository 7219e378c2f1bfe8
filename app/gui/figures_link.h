#pragma once

#include "app/gui/studio.h"
#include "ui/docks/statistics_dock.h"
#include "ui/widgets/status_strip.h"

#include <QElapsedTimer>
#include <QObject>

namespace imprint::app {

/// Brings the studio's figures to statistics dock and status bar, twice a second: numbers that change faster cannot be read.
/// Thread: GUI.
class FiguresLink : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    FiguresLink(ui::StatisticsDock& dock, ui::StatusStrip& strip, Studio& studio,
                QObject* parent = nullptr);

private:
    void show(const StudioSnapshot& snapshot);

    ui::StatisticsDock& m_dock;
    ui::StatusStrip& m_strip;
    QElapsedTimer m_shown;
};

} // namespace imprint::app
