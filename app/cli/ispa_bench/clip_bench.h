#pragma once

#include "app/cli/ispa_bench/bench_row.h"
#include "app/cli/ispa_bench/temporary_file.h"

#include <map>
#include <optional>
#include <string>

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

    /// Whether the teacher's row has been run.
    bool knowsTeacher() const { return m_teacher.defined(); }

private:
    std::string otherClip(const BenchSetting& setting);

    Subject m_subject;
    const EvaluationClip& m_clip;
    int m_index;
    IdentityFrom m_identity;
    engine::PuppetIdentity m_person;
    std::map<std::uint64_t, FrameTrace> m_truths; // by seed
    at::Tensor m_teacher;                         // [T, 3, h, w] uint8, half the size
    std::optional<TemporaryFile> m_otherClip;     // persona of another person
};

/// Settings of the session that a setting means for one clip.
SessionConfig sessionConfig(const BenchSetting& setting, IdentityFrom identity, int clip);

} // namespace imprint::app
