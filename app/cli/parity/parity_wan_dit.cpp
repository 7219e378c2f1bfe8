#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/wan_case.h"
#include "engine/core/error.h"

namespace imprint::app {
namespace {

using engine::DitState;
using engine::PassKind;
using engine::WanDit;

engine::WanPass passOf(const ParityCase& parityCase, const nlohmann::json& call)
{
    engine::WanPass pass;
    pass.frames = {call.at("current_start_frame"), call.at("num_frames")};
    pass.timeOffset = call.value("rope_temporal_offset", 0.0);
    const std::string kind = call.at("kind");
    if (kind == "recache")
        pass.kind = call.at("sink_recache_after_switch").get<bool>() ? PassKind::RemakeWithSinks
                                                                     : PassKind::Remake;
    else if (kind != "denoise" && kind != "context")
        throw Error(ErrorCode::Unsupported,
                    concat("case '", parityCase.name, "': call of kind '", kind, "'"));
    return pass;
}

void forgetText(const nlohmann::json& call, const char* when, DitState& state)
{
    if (call.value(when, false))
        state.cross.clear();
}

at::Tensor runCall(const ParityCase& parityCase, const nlohmann::json& call, const WanDit& dit,
                   DitState& state)
{
    const std::string index = std::to_string(call.at("call").get<int>());
    const at::Tensor context =
        parityCase.input(concat("context.", call.at("context").get<int>()))[0];
    forgetText(call, "reset_crossattn_before", state);
    const at::Tensor flow =
        dit(parityCase.input("call" + index + ".x")[0], parityCase.input("call" + index + ".t")[0],
            context, passOf(parityCase, call), state);
    forgetText(call, "reset_crossattn_after", state);
    return flow.unsqueeze(0);
}

/// What every call gives; `eachCall` is told of the call before it is made.
template <class Before>
TensorMap runCalls(const ParityCase& parityCase, const engine::CacheSettings& cache,
                   Before&& eachCall)
{
    const WanDit dit = openWanDit(parityCase);
    DitState state =
        dit.makeState(parityCase.config.at("height"), parityCase.config.at("width"), cache);
    TensorMap got;
    for (const auto& call : parityCase.calls) {
        const std::string name = concat("call", call.at("call").get<int>(), ".");
        eachCall(state);
        got[name + "flow"] = runCall(parityCase, call, dit, state);
        if (call.contains("cache_frames"))
            addCaches(call.at("cache_frames"), state, name, got);
    }
    addCaches(parityCase.config.at("final_cache_frames"), state, "", got);
    for (std::size_t layer = 0; layer < state.cross.size(); ++layer) {
        got[concat("cross.", layer, ".k")] = state.cross[layer].k;
        got[concat("cross.", layer, ".v")] = state.cross[layer].v;
    }
    return got;
}

} // namespace

TensorMap runWanDitCase(const ParityCase& parityCase)
{
    return runCalls(parityCase, wanCacheSettings(parityCase), [](DitState&) {});
}

TensorMap runLongLive2DitCase(const ParityCase& parityCase)
{
    engine::CacheSettings cache = wanCacheSettings(parityCase);
    if (cache.kind == CacheKind::Growing) { // no window asked for is still one (golden/README 46)
        cache.kind = CacheKind::SinkWindow;
        cache.capacityFrames = 24;
    }
    // The text's keys and values are those of the text passed in, whatever was there before.
    return runCalls(parityCase, cache, [](DitState& state) { state.cross.clear(); });
}

} // namespace imprint::app
