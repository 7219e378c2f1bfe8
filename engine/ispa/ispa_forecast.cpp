#include "engine/ispa/ispa_forecast.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// Up to this width the products of all channels are kept, which dense corrections need; beyond it those within heads.
constexpr std::int64_t kWidestFull = 1536;

} // namespace

MomentLayout momentLayout(const AbsorberSettings& settings, const KvShape& shape)
{
    const std::int64_t blocks = settings.informativeBlocks();
    const bool full = shape.heads * shape.headDim <= kWidestFull &&
                      mayMixHeads(settings.solver, blocks, blocks * settings.local.blockFrames);
    return {.heads = shape.heads,
            .width = shape.headDim,
            .passes = settings.passes,
            .detail = full ? MomentDetail::Full : MomentDetail::HeadBlocks};
}

IspaForecast forecastIspa(const AbsorberSettings& settings, const KvShape& shape,
                          std::int64_t layers)
{
    const MomentLayout layout = momentLayout(settings, shape);
    const std::int64_t blocks = settings.informativeBlocks();
    // Nothing is watched where nothing was learnt.
    const std::int64_t probes =
        blocks > 0 ? std::min<std::int64_t>(settings.layers, Absorber::kProbedLayers) : 0;
    return {.warmUpEnd = settings.warmUpEnd(),
            .statisticsBytes = layers * LayerStatistics::predictedBytes(layout),
            .mostCorrectionBytes =
                settings.layers * mostCorrectionBytes(settings.solver, layout, blocks,
                                                      blocks * settings.local.blockFrames) +
                probes * LeverageProbe::predictedBytes(layout)};
}

} // namespace imprint::engine
