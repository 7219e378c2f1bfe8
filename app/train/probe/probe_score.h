#pragma once

#include "engine/models/probe/face_probe.h"

#include <map>
#include <string>

namespace imprint::train {

/// What a finished probe is worth on people and poses that it never saw, clean and spoiled pictures alike.
struct ProbeScore {
    std::map<std::string, double>
        correlations; ///< by name of Reading; eyes only where they can be seen
    std::map<std::string, double> accuracies; ///< by attribute category
};

/// Scores a probe on `count` held-out pictures; always the same ones.
ProbeScore scoreProbe(const engine::FaceProbe& probe, int count);

} // namespace imprint::train
