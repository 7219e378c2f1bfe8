#pragma once

#include "app/cli/ispa_bench/clip_bench.h"
#include "app/cli/ispa_bench/long_run.h"
#include "app/cli/ispa_bench/row_key.h"

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
    std::vector<BenchSetting> longSettings; ///< of the run of many minutes; empty: none
    double longSeconds = 600;
    std::vector<std::string> only; ///< patterns of a shell: sessions whose name fits one; none: all
};

/// One session of a plan.
struct PlannedSession {
    IdentityFrom identity = IdentityFrom::Reference;
    const BenchSetting* setting = nullptr; ///< of the plan
    int clip = 0;
    double seconds = 0;
    bool isLong = false;

    /// "reference/ispa-k3/2", "long/reference/teacher".
    std::string name() const;
};

/// In the order in which they are measured: clip by clip, the teacher first. The plan must outlive them.
std::vector<PlannedSession> sessionsOf(const IspaBenchPlan& plan);

/// Every row of a bench, and where its strips lie.
struct IspaBench {
    IspaBenchPlan plan;
    BenchOrigin origin;
    std::string model;
    int layers = 0;
    std::vector<BenchRow> rows;
    std::vector<LongRow> longRows;
    double seconds = 0; ///< that the rows of this call took
    int missing = 0;    ///< sessions of the plan that nobody has measured yet
};

/// What the bench tells of its way.
struct BenchStep {
    std::string name; ///< of the session that begins
    int number = 0;   ///< of those that this call measures, from 1
    int total = 0;
    double secondsLeft = 0;
};

/// What a bench works with; all of it must outlive the bench.
struct BenchSubject {
    ClipBench::Subject clip;
    const std::vector<EvaluationClip>& voices;
    BenchOrigin origin;
    std::string directory;
    std::function<void(const BenchStep&)> progress;
    std::function<bool()> stop; ///< asked before each session
};

/// How much there is to do, and how long it takes.
struct BenchEstimate {
    int sessions = 0; ///< that are still to be measured
    int known = 0;    ///< that were measured before
    double videoSeconds = 0;
    double wallPerVideo = 0; ///< seconds that one of them takes on this machine, measuring included
};

/// By what was measured before, else by a few seconds of the teacher, which it makes for that.
BenchEstimate estimateBench(const BenchSubject& subject, const IspaBenchPlan& plan);

/// Measures the sessions of the plan that `directory/rows` lacks and keeps each when it is done, so that a bench of hours
/// can be broken off and go on. Fills in the rows of all that are known then. Draws a strip of each setting's first clip.
/// Throws what a session throws; Error(BadInput) for a damaged row; Error(Io).
void runIspaBench(const BenchSubject& subject, const BenchEstimate& estimate, IspaBench& bench);

/// File of a setting's strip inside the bench's folder.
std::string stripFile(IdentityFrom identity, const std::string& setting);

} // namespace imprint::app
