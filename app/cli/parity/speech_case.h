#pragma once

#include "app/cli/parity/parity_case.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"

namespace imprint::app {

/// The speech encoder of a case (`wav2vec2_file` of its config). sizes: as in the published config.json.
engine::Wav2Vec2Encoder openSpeechEncoder(const ParityCase& parityCase,
                                          const nlohmann::json& sizes);

} // namespace imprint::app
