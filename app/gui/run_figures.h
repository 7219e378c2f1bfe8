#pragma once

#include "app/gui/studio_snapshot.h"
#include "ui/models/statistics_view.h"
#include "ui/models/status_view.h"

namespace imprint::app {

/// What the statistics dock shows of a run.
ui::StatisticsView statisticsOf(const StudioSnapshot& snapshot);

/// What the status bar shows of a run.
ui::StatusView statusOf(const StudioSnapshot& snapshot);

} // namespace imprint::app
