#include "app/cli/parity/parity_components.h"

namespace imprint::app {

ParityComponent findParityComponent(const std::string& name)
{
    static const std::map<std::string, ParityComponent> kComponents = {
        {"liveavatar-audio", runLiveAvatarAudioCase},
        {"liveavatar-dit", runLiveAvatarDitCase},
        {"liveavatar-pipeline", runLiveAvatarPipelineCase},
        {"livetalk-audio-proj", runLiveTalkAudioCase},
        {"livetalk-dit", runLiveTalkDitCase},
        {"livetalk-pipeline", runLiveTalkPipelineCase},
        {"longlive2-dit", runLongLive2DitCase},
        {"longlive2-pipeline", runLongLive2PipelineCase},
        {"lora-merge", runLoraMergeCase},
        {"lora-merge-liveavatar", runLoraMergeLiveAvatarCase},
        {"pocket-audio", runPocketAudioCase},
        {"pocket-decode", runPocketDecodeCase},
        {"pocket-encode", runPocketEncodeCase},
        {"pocket-rollout", runPocketRolloutCase},
        {"scheduler", runSchedulerCase},
        {"t2v-pipeline", runT2vPipelineCase},
        {"taehv-decode", runTaehvDecodeCase},
        {"umt5-encode", runUmt5EncodeCase},
        {"umt5-tokenizer", runUmt5TokenizerCase},
        {"wan-dit-causal", runWanDitCase},
        {"wan-vae-decode", runWanVaeDecodeCase},
        {"wan-vae-encode", runWanVaeEncodeCase},
        {"wav2vec2-base", runWav2Vec2BaseCase},
        {"wav2vec2-xlsr", runWav2Vec2XlsrCase},
    };
    const auto found = kComponents.find(name);
    return found == kComponents.end() ? nullptr : found->second;
}

ParityTableComponent findParityTableComponent(const std::string& name)
{
    static const std::map<std::string, ParityTableComponent> kComponents = {
        {"liveavatar-frame-table", runLiveAvatarFrameTableCase},
        {"liveavatar-keys", runLiveAvatarKeysCase},
        {"liveavatar-size-table", runLiveAvatarSizeTableCase},
        {"livetalk-keys", runLiveTalkKeysCase},
    };
    const auto found = kComponents.find(name);
    return found == kComponents.end() ? nullptr : found->second;
}

} // namespace imprint::app
