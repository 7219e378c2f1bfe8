#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"

#include "engine/core/error.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/weights/config_json.h"

namespace imprint::app {
namespace {

using engine::CacheSettings;
using engine::DitState;
using engine::WanDit;
using engine::WanDitConfig;

WanDitConfig readConfig(const nlohmann::json& json)
{
    WanDitConfig config;
    fromJson(json, config, "case.json"); // a case also has keys that are no size of the network
    return config;
}

CacheSettings cacheSettings(const nlohmann::json& config)
{
    const bool unrotated = config.value("use_infinite_attention", false);
    const auto window = config.at("local_attn_size").get<std::int64_t>();
    return {.kind = window < 0 ? CacheKind::Growing : CacheKind::SinkWindow,
            .positions = unrotated ? engine::KeyPositions::ByRank : engine::KeyPositions::Absolute,
            .sinkFrames = config.at("sink_size"),
            .capacityFrames = window};
}

/// The held frames in the reference's slot order, [1, tokens, heads, head width].
void addCaches(const ParityCase& parityCase, const DitState& state, TensorMap& got)
{
    const std::vector<std::int64_t> order = parityCase.config.at("final_cache_frames");
    for (std::size_t layer = 0; layer < state.caches.size(); ++layer) {
        std::vector<at::Tensor> keys;
        std::vector<at::Tensor> values;
        for (const std::int64_t frame : order) {
            const auto [k, v] = state.caches[layer].frame(frame);
            keys.push_back(k);
            values.push_back(v);
        }
        got[concat("cache.", layer, ".k")] = at::cat(keys).unsqueeze(0);
        got[concat("cache.", layer, ".v")] = at::cat(values).unsqueeze(0);
        got[concat("cross.", layer, ".k")] = state.cross[layer].k;
        got[concat("cross.", layer, ".v")] = state.cross[layer].v;
    }
}

at::Tensor runCall(const ParityCase& parityCase, const nlohmann::json& call, const WanDit& dit,
                   DitState& state)
{
    const std::string kind = call.at("kind");
    if (kind != "denoise" && kind != "context")
        throw Error(ErrorCode::Unsupported,
                    concat("case '", parityCase.name, "': call of kind '", kind, "'"),
                    "Only 'denoise' and 'context' are supported so far");
    const std::string index = std::to_string(call.at("call").get<int>());
    const at::Tensor latent = parityCase.input("call" + index + ".x")[0];
    const at::Tensor time = parityCase.input("call" + index + ".t")[0];
    const at::Tensor context =
        parityCase.input(concat("context.", call.at("context").get<int>()))[0];
    const engine::FrameSpan block{call.at("current_start_frame"), call.at("num_frames")};
    return dit(latent, time, context, block, state).unsqueeze(0);
}

} // namespace

TensorMap runWanDitCase(const ParityCase& parityCase)
{
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    const WanDit dit(weights, "", readConfig(parityCase.config));
    weights.finish();
    DitState state = dit.makeState(parityCase.config.at("height"), parityCase.config.at("width"),
                                   cacheSettings(parityCase.config));
    TensorMap got;
    for (const auto& call : parityCase.calls)
        got[concat("call", call.at("call").get<int>(), ".flow")] =
            runCall(parityCase, call, dit, state);
    addCaches(parityCase, state, got);
    return got;
}

} // namespace imprint::app
