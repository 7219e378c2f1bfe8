#pragma once

#include "app/cli/ispa_bench/clip_bench.h"

#include <functional>
#include <string>
#include <vector>

namespace imprint::app {

/// How much is measured.
struct IspaBenchPlan {
    int clips = 8;
    double seconds = 60;
    int teacherFrames = 24; ///< latent frames of the cache that everything is held against
    int blockFrames = 3;
    std::vector<BenchSetting> settings;
    std::vector<IdentityFrom> identities;
};

/// Every row of a bench, and where its strips lie.
struct IspaBench {
    IspaBenchPlan plan;
    std::string model;
    int layers = 0;
    std::vector<BenchRow> rows;
    double seconds = 0; ///< that the rows of this call took
};

/// Says what begins: "reference, ispa-k3, clip 2 of 8".
using BenchProgress = std::function<void(const std::string&)>;

/// Measures the rows that `directory/rows.jsonl` lacks and appends each when it is done, so that a bench of hours can be
/// broken off and go on. Draws a strip of each setting's first clip. probe, model and clips as in ClipBench.
/// Throws what a session throws; Error(BadInput) for a damaged file; Error(Io).
std::vector<BenchRow> runIspaBench(const ClipBench::Subject& subject,
                                   const std::vector<EvaluationClip>& voices,
                                   const IspaBenchPlan& plan, const std::string& directory,
                                   const BenchProgress& progress);

/// File of a setting's strip inside the bench's folder.
std::string stripFile(IdentityFrom identity, const std::string& setting);

} // namespace imprint::app
