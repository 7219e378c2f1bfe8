#pragma once

#include "app/cli/ispa_bench/clip_bench.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace imprint::app {

/// A session of many minutes: whether its memory stands still and its face stays. One value per whole window of time.
struct LongRow {
    std::string identityFrom; ///< as in SessionConfig
    std::string setting;      ///< key
    double seconds = 0;       ///< of video
    double windowSeconds = 5;
    std::vector<double> identity; ///< distance to the first second; 1: another person
    std::vector<double>
        residentMegabytes; ///< of the process, at the end of the window, free heap given back
    double kvMegabytes = kUnmeasured;
    double framesPerSecond = kUnmeasured;

    /// Per cent from the second tenth of the run, when all caches are full, to the last; NaN for runs without ten windows.
    double residentGrowth() const;
    /// Mean distance in the last tenth.
    double identityLate() const;
};

nlohmann::json toJson(const LongRow& row);

/// Throws Error(BadInput) naming what is missing or of another kind.
LongRow longRowFrom(const nlohmann::json& json);

/// Makes the frames of one clip and looks at their faces as they pass; keeps none, so that whatever grows is the
/// session's. index: of the person. Throws what the session throws.
LongRow measureLongRun(const ClipBench::Subject& subject, const EvaluationClip& clip, int index,
                       const SessionConfig& config);

} // namespace imprint::app
