#include "app/cli/parity/parity_components.h"

namespace imprint::app {

ParityComponent findParityComponent(const std::string& name)
{
    static const std::map<std::string, ParityComponent> kComponents = {
        {"lora-merge", runLoraMergeCase},
        {"lora-merge-liveavatar", runLoraMergeLiveAvatarCase},
        {"wan-dit-causal", runWanDitCase},
        {"pocket-audio", runPocketAudioCase},
        {"pocket-encode", runPocketEncodeCase},
        {"pocket-decode", runPocketDecodeCase},
        {"pocket-rollout", runPocketRolloutCase},
        {"taehv-decode", runTaehvDecodeCase},
        {"wan-vae-decode", runWanVaeDecodeCase},
        {"wan-vae-encode", runWanVaeEncodeCase},
    };
    const auto found = kComponents.find(name);
    return found == kComponents.end() ? nullptr : found->second;
}

} // namespace imprint::app
