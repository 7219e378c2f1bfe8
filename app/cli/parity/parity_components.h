#pragma once

#include "app/cli/parity/parity_case.h"

namespace imprint::app {

/// Computes what a case expects. Each throws Error for what it cannot do.
TensorMap runLiveAvatarAudioCase(const ParityCase& parityCase);
TensorMap runLiveAvatarDitCase(const ParityCase& parityCase);
ParityTable runLiveAvatarFrameTableCase(const ParityCase& parityCase);
ParityTable runLiveAvatarKeysCase(const ParityCase& parityCase);
TensorMap runLiveAvatarPipelineCase(const ParityCase& parityCase);
ParityTable runLiveAvatarSizeTableCase(const ParityCase& parityCase);
TensorMap runLiveTalkAudioCase(const ParityCase& parityCase);
TensorMap runLiveTalkDitCase(const ParityCase& parityCase);
ParityTable runLiveTalkKeysCase(const ParityCase& parityCase);
TensorMap runLiveTalkPipelineCase(const ParityCase& parityCase);
TensorMap runLoraMergeCase(const ParityCase& parityCase);
TensorMap runLoraMergeLiveAvatarCase(const ParityCase& parityCase);
TensorMap runTaehvDecodeCase(const ParityCase& parityCase);
TensorMap runWanDitCase(const ParityCase& parityCase);
TensorMap runLongLive2DitCase(const ParityCase& parityCase);
TensorMap runLongLive2PipelineCase(const ParityCase& parityCase);
TensorMap runSchedulerCase(const ParityCase& parityCase);
TensorMap runT2vPipelineCase(const ParityCase& parityCase);
TensorMap runWanVaeDecodeCase(const ParityCase& parityCase);
TensorMap runWanVaeEncodeCase(const ParityCase& parityCase);
TensorMap runPocketAudioCase(const ParityCase& parityCase);
TensorMap runPocketEncodeCase(const ParityCase& parityCase);
TensorMap runPocketDecodeCase(const ParityCase& parityCase);
TensorMap runPocketRolloutCase(const ParityCase& parityCase);
TensorMap runUmt5EncodeCase(const ParityCase& parityCase);
TensorMap runUmt5TokenizerCase(const ParityCase& parityCase);
TensorMap runWav2Vec2BaseCase(const ParityCase& parityCase);
TensorMap runWav2Vec2XlsrCase(const ParityCase& parityCase);

using ParityComponent = TensorMap (*)(const ParityCase&);
using ParityTableComponent = ParityTable (*)(const ParityCase&);

/// The table of components: one line each. Null if the name is unknown.
ParityComponent findParityComponent(const std::string& name);

/// The same for cases that are a table alone.
ParityTableComponent findParityTableComponent(const std::string& name);

} // namespace imprint::app
