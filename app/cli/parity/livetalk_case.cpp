#include "app/cli/parity/livetalk_case.h"

#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/wan_case.h"
#include "engine/weights/config_json.h"

namespace imprint::app {

engine::LiveTalkConfig liveTalkConfig(const ParityCase& parityCase)
{
    engine::LiveTalkConfig config;
    config.network = wanDitConfig(parityCase);
    fromJson(parityCase.config, config.sound, "case.json");
    return config;
}

engine::LiveTalk openLiveTalk(const ParityCase& parityCase)
{
    engine::WeightFile weights =
        openCaseCheckpoint(parityCase, numberType(parityCase, "compute_dtype"));
    engine::LiveTalk model(weights, "", liveTalkConfig(parityCase));
    weights.finish();
    return model;
}

} // namespace imprint::app
