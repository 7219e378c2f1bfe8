#pragma once

#include "app/cli/evaluate/clip_measure.h"
#include "app/cli/evaluate/evaluation_set.h"
#include "app/cli/evaluate/figures.h"
#include "app/cli/evaluate/measured_clip.h"
#include "engine/core/engine_model.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/models/probe/face_probe.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace imprint::app {

/// How much is measured. The same plan, set and seeds for every model.
struct EvaluationPlan {
    int clips = 0;             ///< 0: all of the set
    double clipSeconds = 8;    ///< of each clip at most
    int people = 6;            ///< different faces; clips take turns
    int peoplePerClip = 1;     ///< each clip is spoken by so many
    int livelyClips = 6;       ///< speaking clips that are spoken once more with a lively head
    int longPeople = 2;        ///< faces of the long video
    double longSeconds = 60;   ///< its length
    int quietPeople = 2;       ///< faces that are watched while nobody speaks
    double quietSeconds = 60;  ///< so long each
    int vividPeople = 4;       ///< faces with hair in vivid colours, watched in silence too
    double vividSeconds = 12;  ///< so long each
    int prompts = 8;           ///< people made from words
    int codecSeconds = 4;      ///< of each track sent through the codec
    double headMotion = 0;     ///< liveliness of the heads
    double livelyMotion = 0.6; ///< of the lively ones
    double quietMotion = 0.3;  ///< of the quiet ones
    std::uint64_t seed = 1;    ///< of the first session; the others follow

    /// Under a minute on two cores, for continuous integration: the same measures on less.
    static EvaluationPlan quick();
};

/// A model to be measured.
struct EvaluatedModel {
    std::string name;
    std::shared_ptr<const EngineModel> engine;
    std::shared_ptr<const engine::PocketModel> codec; ///< null: it has none that could be measured
};

/// Everything measured of one model with one number of steps.
struct Evaluation {
    std::string model;
    int steps = 0;
    Figures figures;
    std::vector<MeasuredClip> clips;
    std::vector<MeasuredClip> livelyClips;
    std::vector<MeasuredClip> longClips;
    std::vector<MeasuredClip> quietClips;
    std::vector<MeasuredClip> vividClips;
    std::vector<StripRow> strips;       ///< of the first clips, one per person
    std::vector<StripRow> livelyStrips; ///< of the first lively clip
    std::vector<StripRow> longStrips;   ///< of the long videos
    std::vector<StripRow> quietStrips;  ///< of the quiet ones
    std::vector<StripRow> vividStrips;  ///< of those with vivid hair
};

/// What has just begun: "pocket, 2 steps: clip 3 of 22".
using EvaluationProgress = std::function<void(const std::string&)>;

/// Runs models over the set. Keeps the measures of the truth, which all models share. Thread: its owner's.
class Evaluator {
public:
    /// clips must not be empty and, with the plan's limits, hold one whose mouth is known.
    Evaluator(std::shared_ptr<const engine::FaceProbe> probe, std::vector<EvaluationClip> clips,
              const EvaluationPlan& plan);

    /// Throws what a session throws.
    Evaluation evaluate(const EvaluatedModel& model, int steps, const EvaluationProgress& progress);

    /// What the same measures say of the truth itself, seen by the same probe. After one model at least.
    Figures truthFigures(const Evaluation& any) const;

    const EvaluationPlan& plan() const { return m_plan; }
    double personDistance() const { return m_personDistance; }

private:
    struct Subject {
        const EvaluatedModel& model;
        int steps;
    };

    // What is generated; the steps are the subject's.
    std::vector<ClipTask> clipTasks() const;
    std::vector<ClipTask> livelyTasks() const;
    std::vector<ClipTask> longTasks() const;
    std::vector<ClipTask> quietTasks() const;
    std::vector<ClipTask> vividTasks() const;
    SessionConfig quietConfig(std::uint64_t seed) const;
    MeasuredClip measure(const Subject& subject, ClipTask task, StripRow* strip);
    void addCodecFigures(Evaluation& evaluation, const engine::PocketModel& model) const;
    double speedOf(const Subject& subject) const;

    std::shared_ptr<const engine::FaceProbe> m_probe;
    std::vector<EvaluationClip> m_clips;
    EvaluationClip m_longClip;
    EvaluationClip m_quietClip;
    EvaluationClip m_vividClip; // shorter silence
    EvaluationPlan m_plan;
    double m_personDistance;
    std::map<std::uint64_t, FrameTrace> m_truthTraces; // by seed of the task
};

} // namespace imprint::app
