#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"

#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae.h"

namespace imprint::app {
namespace {

using engine::WanVaeConfig;
using engine::WanVaeDecoder;
using engine::WanVaeEncoder;

/// Builds one half of the VAE from the file that holds both.
template <class Half, class Scopes>
Half load(const ParityCase& parityCase, const Scopes& otherHalf)
{
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    for (const std::string_view scope : otherHalf)
        weights.ignore(scope);
    Half half(weights, engine::readWanVaeConfig(parityCase.config, "case.json"));
    weights.finish();
    return half;
}

} // namespace

TensorMap runWanVaeDecodeCase(const ParityCase& parityCase)
{
    const auto decoder = load<WanVaeDecoder>(parityCase, engine::kWanVaeEncoderScopes);
    const at::Tensor latents = parityCase.input("latent")[0]; // [T, C, h, w]
    WanVaeDecoder::State wholeState;
    TensorMap got = {{"whole", decoder(latents, wholeState).unsqueeze(0)}};
    WanVaeDecoder::State state;
    std::int64_t first = 0;
    for (const nlohmann::json& call : parityCase.calls) {
        const std::int64_t count = call.at("num_latents");
        got[concat("call", call.at("call").get<int>(), ".pixels")] =
            decoder(latents.narrow(0, first, count), state).unsqueeze(0);
        first += count;
    }
    return got;
}

TensorMap runWanVaeEncodeCase(const ParityCase& parityCase)
{
    const auto encoder = load<WanVaeEncoder>(parityCase, engine::kWanVaeDecoderScopes);
    TensorMap got;
    for (const nlohmann::json& call : parityCase.calls) {
        const std::string name = concat("call", call.at("call").get<int>());
        const at::Tensor frames = parityCase.input(name + ".pixels")[0].transpose(0, 1);
        WanVaeEncoder::State state; // calls are independent
        got[name + ".latent"] = encoder(frames, state).unsqueeze(0);
    }
    return got;
}

} // namespace imprint::app
