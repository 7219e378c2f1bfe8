#pragma once

#include "engine/core/engine_model.h"
#include "engine/models/probe/face_probe.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::app {

/// Descriptions of people that a model is asked to make from words alone.
std::span<const std::string_view> evaluationPrompts();

/// Share of the wished attributes ("hair:red") that the probe sees in the pictures whose logits [N, 85] are given.
double attributeShare(const at::Tensor& logits, const std::vector<std::string>& wished);

/// Mean of attributeShare over the first `count` prompts: each makes a second of silent video, whose second half counts.
double measureWordPeople(const EngineModel& model, const engine::FaceProbe& probe, int count,
                         int steps);

/// The same for the renderer's own pictures: what a faultless model would reach.
double wordPeopleOfTruth(const engine::FaceProbe& probe, int count);

} // namespace imprint::app
