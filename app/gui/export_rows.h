#pragma once

#include "app/gui/studio_snapshot.h"
#include "app/session/export_queue.h"
#include "ui/models/export_view.h"

#include <optional>
#include <string>

namespace imprint::app {

/// How fast frames are made live, and by what.
struct RunPace {
    std::string model;
    SessionConfig config;
    int size = 0; ///< that was wanted; 0: the model's own
    double secondsPerFrame = 0;
};

/// Nothing while too little was measured.
/// model, config, size  of the run
std::optional<RunPace> runPace(const StudioSnapshot& snapshot, const std::string& model,
                               const SessionConfig& config, int size);

/// What is known of a take before it is exported.
struct TakeFacts {
    ui::TakeView view;
    SessionConfig config; ///< that its first session began with
    int framesPerSecond = 0;
};

/// Reads the take; what is wrong with it is told in the result.
TakeFacts factsOfTake(const std::string& folder);

/// Throws Error(BadConfig) for a codec that does not exist.
ExportWish wishOf(const ui::ExportChoice& choice);

/// What exports took before counts more than the run of now, which encodes nothing or something else.
ui::ExportForecast forecastOf(const ExportWish& wish, const TakeFacts& take,
                              const ExportPaces& paces, const std::optional<RunPace>& run);

/// secondsExpected  as it was forecast; -1: not known
ui::ExportRow rowOf(const ExportReport& report, double secondsExpected);

} // namespace imprint::app
