#pragma once

#include "engine/models/puppet/puppet_pose.h"

#include <string>
#include <vector>

namespace imprint::app {

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

} // namespace imprint::app
