#pragma once

#include "engine/models/puppet/puppet_pose.h"

#include <string>
#include <vector>

namespace imprint::app {

inline constexpr int kEvaluationFps = 25;

/// A voice that models are judged by.
struct EvaluationClip {
    std::string name;
    std::vector<float> samples; ///< mono, 16 kHz, [-1, 1]
    std::vector<engine::MouthPose>
        mouth; ///< true mouth per video frame at 25 fps; empty: a recording of a person
};

/// Reads a set: per clip `<name>.samples` [n] int16 and, where the mouth is known, `<name>.mouth` [frames, 6] fp32 in
/// the order of MouthPose. Sorted by name. Throws Error(NotFound | BadInput) naming file and tensor.
std::vector<EvaluationClip> readEvaluationSet(const std::string& path);

/// Cuts sound and mouth off after so many seconds.
void cutTo(EvaluationClip& clip, double seconds);

/// Those whose mouth is known, one after the other from clip `first` on, over and over until the clip is that long.
/// Throws Error(BadInput) if no mouth is known.
EvaluationClip longClip(const std::vector<EvaluationClip>& clips, double seconds,
                        std::size_t first = 0);

/// So many seconds in which nobody speaks, the mouth shut.
EvaluationClip quietClip(double seconds);

} // namespace imprint::app
