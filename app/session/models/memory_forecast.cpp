#include "app/session/models/memory_forecast.h"

#include <cmath>

namespace imprint::app {
namespace {

constexpr std::int64_t kValueBytes = 2; // bf16
constexpr double kReferencePixels = 832.0 * 480.0;

double pixels(PictureSize size)
{
    return static_cast<double>(size.width) * static_cast<double>(size.height);
}

std::int64_t scaled(std::int64_t bytes, double by)
{
    return std::llround(static_cast<double>(bytes) * by);
}

} // namespace

std::int64_t tokensPerFrame(const MemoryInputs& inputs, PictureSize size)
{
    return (size.width / inputs.tokenPixels) * (size.height / inputs.tokenPixels);
}

std::int64_t kvBytesPerFrameLayer(const MemoryInputs& inputs, PictureSize size)
{
    return 2 * kValueBytes * inputs.network.width * tokensPerFrame(inputs, size);
}

std::int64_t kvBytes(const MemoryInputs& inputs, PictureSize size, std::int64_t windowFrames)
{
    const std::int64_t frame = inputs.network.layers * kvBytesPerFrameLayer(inputs, size);
    return frame * windowFrames * inputs.cache.rings + scaled(frame, inputs.cache.conditionFrames);
}

SessionForecast forecastSession(const MemoryInputs& inputs, PictureSize size)
{
    const NetworkSizes& network = inputs.network;
    return {.weights = kValueBytes * network.parameters,
            .keysAndValues = kvBytes(inputs, size, inputs.cache.windowFrames),
            .crossKeys = 2 * kValueBytes * network.textRows * network.width * network.layers,
            .activations =
                inputs.sizes.empty()
                    ? 0
                    : scaled(inputs.activationBytes, pixels(size) / pixels(inputs.sizes.front()))};
}

std::int64_t partBytes(const PartMemory& part, PictureSize size)
{
    return part.weightBytes + scaled(part.workingBytes, pixels(size) / kReferencePixels);
}

} // namespace imprint::app
