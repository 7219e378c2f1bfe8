#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"

#include "engine/core/error.h"
#include "engine/models/taehv/taehv.h"

namespace imprint::app {
namespace {

/// The case counts colours from 0 to 1.
at::Tensor fromZero(const at::Tensor& frames)
{
    return frames.add(1).div_(2).unsqueeze(0);
}

} // namespace

TensorMap runTaehvDecodeCase(const ParityCase& parityCase)
{
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    weights.ignore("encoder");
    const engine::TaehvDecoder decoder(weights,
                                       engine::readTaehvConfig(parityCase.config, "case.json"));
    weights.finish();

    const at::Tensor latents = parityCase.input("latent")[0]; // [T, C, h, w]
    engine::TaehvDecoder::State wholeState;
    TensorMap got = {{"whole", fromZero(decoder(latents, wholeState))}};
    engine::TaehvDecoder::State state;
    std::int64_t first = 0;
    for (const nlohmann::json& call : parityCase.calls) {
        const std::int64_t count = call.at("num_latents");
        got[concat("call", call.at("call").get<int>(), ".pixels")] =
            fromZero(decoder(latents.narrow(0, first, count), state));
        first += count;
    }
    return got;
}

} // namespace imprint::app
