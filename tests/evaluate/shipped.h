#pragma once

#include "app/cli/evaluate/evaluation_set.h"
#include "engine/models/probe/face_probe.h"

#include <vector>

// What `imprint-cli evaluate` is shipped with, read once per test program.

namespace imprint::test {

inline const engine::FaceProbe& shippedProbe()
{
    static const auto loaded =
        engine::FaceProbe::load(IMPRINT_SOURCE_DIR "/resources/models/face-probe");
    return *loaded;
}

inline const std::vector<app::EvaluationClip>& shippedVoices()
{
    static const auto clips =
        app::readEvaluationSet(IMPRINT_SOURCE_DIR "/resources/evaluation/voices.safetensors");
    return clips;
}

} // namespace imprint::test
