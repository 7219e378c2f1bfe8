#include "engine/core/fitting_model.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint {
namespace {

/// In megabytes of 10⁶ bytes, as a user types them; rounded up, so that it is enough.
double megabytes(std::int64_t bytes)
{
    return std::ceil(static_cast<double>(bytes) / 1e5) / 10.0;
}

} // namespace

FittedSettings fitToMemory(const EngineModel& model, const SessionRequest& request,
                           std::optional<double> seconds, const MemoryWish& wish)
{
    if (const auto* fitting = dynamic_cast<const FittingModel*>(&model))
        return fitting->fit(request, seconds, wish);
    if (wish.chooseIspaLayers)
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model.info().name,
                           "' has no layers that could give up their history"),
                    "Leave the number of ISPA layers out, or use a model with a KV history");
    const std::int64_t needed = model.forecast(request, seconds.value_or(0)).predictedBytes();
    if (wish.targetBytes && needed > *wish.targetBytes)
        refuseMemory(*wish.targetBytes, needed, {});
    return {.config = request.config, .turned = {}};
}

void refuseMemory(std::int64_t targetBytes, std::int64_t leastBytes,
                  const std::vector<std::string>& turned)
{
    std::string settings;
    for (const std::string& knob : turned)
        settings += (settings.empty() ? ": " : ", ") + knob;
    throw Error(ErrorCode::BadConfig,
                concat("the engine cannot work in ", static_cast<double>(targetBytes) / 1e6, " MB"),
                concat("The smallest that works is ", megabytes(leastBytes), " MB", settings));
}

} // namespace imprint
