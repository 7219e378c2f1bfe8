#pragma once

#include "engine/models/probe/face_readings.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace imprint::train {

/// How the probe is trained. The defaults make the shipped weights.
struct ProbeTrainingSettings {
    std::uint64_t seed = 20;
    int steps = 1250;
    int batch = 48;
    double learningRate = 3e-3;
};

/// What a finished probe is worth on people and poses that it never saw, clean and spoiled pictures alike.
struct ProbeScore {
    std::map<std::string, double>
        correlations; ///< by name of Reading; eyes only where they can be seen
    std::map<std::string, double> accuracies; ///< by attribute category
};

/// Called after each step: step and its loss. Returning false ends the training early with what was learned.
using ProbeProgress = std::function<bool(int step, double loss)>;

/// Trains a FaceProbe on rendered truth and writes `directory`/probe.safetensors in fp16.
/// The same settings give the same weights on the same machine. Throws Error(Io).
void trainProbe(const ProbeTrainingSettings& settings, const std::string& directory,
                const ProbeProgress& progress);

/// Scores the probe of a folder on `count` held-out pictures.
ProbeScore scoreProbe(const std::string& directory, int count);

} // namespace imprint::train
