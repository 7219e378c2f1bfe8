#include "engine/ispa/ispa_forecast.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// Up to this width the products of all channels are kept, which dense corrections need; beyond it those within heads.
constexpr std::int64_t kWidestFull = 1536;

/// The end of the first block that reaches the length of the warm-up.
std::int64_t endOfWarmUp(const AbsorberSettings& settings, std::int64_t firstBlock)
{
    const std::int64_t block = settings.local.blockFrames;
    const std::int64_t missing = std::max<std::int64_t>(settings.warmFrames - firstBlock, 0);
    return firstBlock + (missing + block - 1) / block * block;
}

} // namespace

MomentLayout momentLayout(const AbsorberSettings& settings, const KvShape& shape)
{
    const bool full = shape.heads * shape.headDim <= kWidestFull;
    return {.heads = shape.heads,
            .width = shape.headDim,
            .passes = settings.passes,
            .detail = full ? MomentDetail::Full : MomentDetail::HeadBlocks};
}

IspaForecast forecastIspa(const AbsorberSettings& settings, const KvShape& shape,
                          std::int64_t layers, std::int64_t firstBlock)
{
    const MomentLayout layout = momentLayout(settings, shape);
    const std::int64_t end = endOfWarmUp(settings, firstBlock);
    const std::int64_t blocks = settings.local.informativeBlocks(end, firstBlock);
    // Nothing is watched where nothing was learnt.
    const std::int64_t probes =
        blocks > 0 ? std::min<std::int64_t>(settings.layers, Absorber::kProbedLayers) : 0;
    return {.warmUpEnd = end,
            .statisticsBytes = layers * LayerStatistics::predictedBytes(layout),
            .mostCorrectionBytes =
                settings.layers * mostCorrectionBytes(settings.solver, layout, blocks,
                                                      blocks * settings.local.blockFrames) +
                probes * LeverageProbe::predictedBytes(layout)};
}

} // namespace imprint::engine
