#include "engine/pipeline/memory_fit.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {
namespace {

/// In megabytes of 10⁶ bytes, as a user types them; rounded up, so that it is enough.
double megabytes(std::int64_t bytes)
{
    return std::ceil(static_cast<double>(bytes) / 1e5) / 10.0;
}

[[noreturn]] void refuse(std::int64_t targetBytes, std::int64_t leastBytes,
                         const std::vector<std::string>& turned)
{
    std::string settings;
    for (const std::string& knob : turned)
        settings += (settings.empty() ? ": " : ", ") + knob;
    throw Error(ErrorCode::BadConfig,
                concat("the engine cannot work in ", static_cast<double>(targetBytes) / 1e6, " MB"),
                concat("The smallest that works is ", megabytes(leastBytes), " MB", settings));
}

SessionConfig withKnobs(SessionConfig config, const MemoryKnobs& knobs)
{
    config.fCap = static_cast<int>(knobs.fCap);
    config.kvBits = knobs.kvBits;
    config.ispaLayers = knobs.ispaLayers;
    config.ispaWindowFrames = static_cast<int>(knobs.ispaWindowFrames);
    return config;
}

/// A model without history takes what it takes.
FittedConfig unchanged(const EngineModel& model, const SessionRequest& request,
                       std::optional<double> seconds, const MemoryWish& wish)
{
    const std::int64_t needed = model.forecast(request, seconds.value_or(0)).predictedBytes();
    if (wish.targetBytes && needed > *wish.targetBytes)
        refuse(*wish.targetBytes, needed, {});
    return {.config = request.config};
}

} // namespace

FittedConfig fitSession(const EngineModel& model, const SessionRequest& request,
                        std::optional<double> seconds, const MemoryWish& wish)
{
    const auto* history = dynamic_cast<const ModelWithHistory*>(&model);
    if (history == nullptr)
        return unchanged(model, request, seconds, wish);
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
        refuse(*wish.targetBytes, plan.bytes.peak(), plan.turned);
    return {.config = withKnobs(config, plan.knobs), .plan = plan};
}

} // namespace imprint::engine
