#include "app/cli/parity/parity_components.h"

namespace imprint::app {

ParityComponent findParityComponent(const std::string& name)
{
    static const std::map<std::string, ParityComponent> kComponents = {
        {"wan-dit-causal", runWanDitCase},        {"pocket-audio", runPocketAudioCase},
        {"pocket-encode", runPocketEncodeCase},   {"pocket-decode", runPocketDecodeCase},
        {"pocket-rollout", runPocketRolloutCase}, {"longlive2-dit", runLongLive2DitCase},
        {"scheduler", runSchedulerCase},          {"t2v-pipeline", runT2vPipelineCase},
    };
    const auto found = kComponents.find(name);
    return found == kComponents.end() ? nullptr : found->second;
}

} // namespace imprint::app
