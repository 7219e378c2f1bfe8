#pragma once

#include "engine/models/taehv/taehv_config.h"
#include "engine/nn/frame_line.h"
#include "engine/weights/weight_reader.h"

namespace imprint::engine {

/// Latent frames -> picture frames, from "decoder.0" to "decoder.22".
/// Source: madebyollin/taehv, taehv.py; specs/wan-causal.md section 7.
FrameLine makeTaehvDecoderLine(WeightReader& weights, const TaehvConfig& config);

/// Picture frames -> latent frames, from "encoder.0" to "encoder.17".
FrameLine makeTaehvEncoderLine(WeightReader& weights, const TaehvConfig& config);

} // namespace imprint::engine
