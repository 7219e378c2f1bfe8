#include "engine/pipeline/memory_fit.h"

#include <utility>

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
    SessionRequest wanted = request;
    SessionConfig& config = wanted.config;
    if (wish.chooseIspaLayers)
        config.ispaLayers = 0;
    const MemoryCase run = history->memoryCase(wanted, seconds);
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

FittedSettings fittedSettings(const EngineModel& model, const SessionRequest& request,
                              std::optional<double> seconds, const MemoryWish& wish)
{
    FittedConfig fitted = fitSession(model, request, seconds, wish);
    return {.config = std::move(fitted.config),
            .turned = fitted.plan ? std::move(fitted.plan->turned) : std::vector<std::string>()};
}

} // namespace imprint::engine
