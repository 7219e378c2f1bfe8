#include "engine/pipeline/memory_fit.h"

namespace imprint::engine {
namespace {

SessionConfig withKnobs(SessionConfig config, const MemoryKnobs& knobs)
{
    config.fCap = static_cast<int>(knobs.fCap);
    config.kvBits = knobs.kvBits;
    config.ispaLayers = knobs.ispaLayers;
    config.ispaWindowFrames = static_cast<int>(knobs.ispaWindowFrames);
    return config;
}

} // namespace

FittedConfig fitSession(const EngineModel& model, const SessionRequest& request,
                        std::optional<double> seconds, const MemoryWish& wish)
{
    const auto* history = dynamic_cast<const ModelWithHistory*>(&model);
    if (history == nullptr)
        return {.config = fitToMemory(model, request, seconds, wish).config};
    SessionConfig config = request.config;
    if (wish.chooseIspaLayers)
        config.ispaLayers = 0;
    const MemoryCase run = history->memoryCase(config, seconds);
    if (!wish.targetBytes) {
        if (wish.chooseIspaLayers)
            config.ispaLayers = run.layers / 2;
        return {.config = config};
    }
    const MemoryPlan plan = fitMemory(run, *wish.targetBytes);
    if (!plan.fits)
        refuseMemory(*wish.targetBytes, plan.bytes.peak(), plan.turned);
    return {.config = withKnobs(config, plan.knobs), .plan = plan};
}

} // namespace imprint::engine
