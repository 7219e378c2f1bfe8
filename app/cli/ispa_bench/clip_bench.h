#pragma once

#include "app/cli/ispa_bench/bench_row.h"

#include <memory>

namespace imprint::app {

/// One clip through any number of settings: the truth is looked at once per seed, and the frames of the teacher are kept
/// to hold the others against. probe, model and clip must outlive it. Thread: its owner's.
class ClipBench {
public:
    struct Subject {
        const engine::FaceProbe& probe;
        const EngineModel& model;
        double personDistance; ///< meanPersonDistance(probe)
        int blockFrames;       ///< latent frames per block
    };

    ClipBench(const Subject& subject, const EvaluationClip& clip, int index, IdentityFrom identity);

    /// strip: gets frames of truth and made; may be null. The teacher's row must come first.
    BenchRow run(const BenchSetting& setting, StripRow* strip);

private:
    SessionConfig configOf(const BenchSetting& setting) const;

    Subject m_subject;
    const EvaluationClip& m_clip;
    int m_index;
    IdentityFrom m_identity;
    engine::PuppetIdentity m_person;
    std::map<std::uint64_t, FrameTrace> m_truths; // by seed
    at::Tensor m_teacher;                         // [T, 3, h, w] uint8, half the size
};

} // namespace imprint::app
