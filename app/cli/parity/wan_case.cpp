#include "app/cli/parity/wan_case.h"

#include "app/cli/parity/parity_checkpoint.h"
#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>

namespace imprint::app {

at::ScalarType numberType(const ParityCase& parityCase, const char* key)
{
    const std::string name = parityCase.config.value(key, "float32");
    for (const auto& [type, typeName] :
         {std::pair{at::kFloat, "float32"}, std::pair{at::kBFloat16, "bfloat16"},
          std::pair{at::kHalf, "float16"}})
        if (name == typeName)
            return type;
    throw Error(ErrorCode::BadInput,
                concat("case '", parityCase.name, "': unknown type of numbers '", name, "'"));
}

engine::WanDit openWanDit(const ParityCase& parityCase)
{
    engine::WeightFile weights =
        openCaseCheckpoint(parityCase, numberType(parityCase, "model_dtype"));
    engine::WanDit dit(weights, "", wanDitConfig(parityCase));
    weights.finish();
    return dit;
}

engine::WanDitConfig wanDitConfig(const ParityCase& parityCase)
{
    engine::WanDitConfig config;
    fromJson(parityCase.config, config, "case.json");
    return config;
}

engine::CacheSettings wanCacheSettings(const ParityCase& parityCase)
{
    const bool unrotated = parityCase.config.value("use_infinite_attention", false);
    const auto window = parityCase.config.at("local_attn_size").get<std::int64_t>();
    engine::CacheSettings settings;
    settings.positions = unrotated ? engine::KeyPositions::ByRank : engine::KeyPositions::Absolute;
    settings.kind = window < 0 ? CacheKind::Growing : CacheKind::SinkWindow;
    settings.sinkFrames = parityCase.config.at("sink_size");
    settings.capacityFrames = std::max<std::int64_t>(window, 0);
    return settings;
}

void addCaches(const std::vector<std::int64_t>& frames, const engine::DitState& state,
               const std::string& prefix, TensorMap& got)
{
    for (std::size_t layer = 0; layer < state.caches.size(); ++layer) {
        std::vector<at::Tensor> keys;
        std::vector<at::Tensor> values;
        for (const std::int64_t frame : frames) {
            const auto [k, v] = state.caches[layer].frame(frame);
            keys.push_back(k);
            values.push_back(v);
        }
        got[concat(prefix, "cache.", layer, ".k")] = at::cat(keys).unsqueeze(0);
        got[concat(prefix, "cache.", layer, ".v")] = at::cat(values).unsqueeze(0);
    }
}

} // namespace imprint::app
