#pragma once

#include "app/cli/evaluate/measured_clip.h"
#include "app/cli/evaluate/talking_run.h"
#include "engine/core/engine_model.h"
#include "engine/models/probe/face_probe.h"

#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// A picture of the strips: which frame of which clip.
struct StripRow {
    std::vector<double> seconds;
    std::vector<Picture> truth;
    std::vector<Picture> made;
};

/// What is generated and held against its truth.
struct ClipTask {
    const EvaluationClip* clip = nullptr;
    engine::PuppetIdentity identity; ///< of who speaks
    SessionConfig config;
    std::string persona;     ///< as in SessionRequest
    bool withStains = false; ///< looks for them too
    bool withParts = false;  ///< looks at the colours of brows and lids too
};

/// Generates one clip, and looks at its frames and at those of its truth through the same probe as they pass.
/// probe, model and clip must outlive it. Thread: its owner's; used once.
class ClipMeasure {
public:
    ClipMeasure(const engine::FaceProbe& probe, const EngineModel& model, ClipTask task);

    /// The trace of this truth is known from an earlier run: its frames need not be looked at again.
    void knowTruth(const FrameTrace& trace) { m_knownTruth = trace; }

    /// Sees all frames as well, in batches [N, 3, H, W] uint8.
    void alsoShow(TakeFrames observer) { m_observer = std::move(observer); }

    /// strip: gets some frames of both, spread over the whole; may be null. Throws what the session throws.
    MeasuredClip run(StripRow* strip);

    /// What the session said of itself; after run().
    const TalkingFigures& session() const { return m_session; }

private:
    const engine::FaceProbe& m_probe;
    const EngineModel& m_model;
    ClipTask m_task;
    std::optional<FrameTrace> m_knownTruth;
    TakeFrames m_observer;
    TalkingFigures m_session;
};

/// Distance of two people of the evaluation as the probe sees them, on average: the unit of identity distances.
double meanPersonDistance(const engine::FaceProbe& probe);

} // namespace imprint::app
