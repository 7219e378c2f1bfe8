#include "app/cli/bench/kv_forecast.h"

#include "engine/ispa/absorber.h"
#include "engine/nn/kv_cache.h"

namespace imprint::app {

using namespace engine;

std::int64_t forecastKvBytes(const AttentionShape& shape, std::int64_t frames,
                             const LocalLayers& local)
{
    const CacheSettings whole{.kind = CacheKind::Growing, .maximumFrames = frames};
    std::int64_t bytes = (shape.layers - local.layers) * predictedKvBytes(shape.kv, whole, frames);
    if (local.layers > 0)
        bytes += local.layers *
                 predictedKvBytes(shape.kv, localCache(local.local, whole, frames), frames);
    return bytes;
}

std::vector<LocalLayers> kvForecastColumns(const AttentionShape& shape)
{
    LocalGeometry noWindow = shape.local;
    noWindow.windowFrames = 0;
    std::vector<LocalLayers> columns;
    for (const std::int64_t layers : {shape.layers / 2, 2 * shape.layers / 3})
        for (const LocalGeometry& local : {shape.local, noWindow})
            columns.push_back({.layers = layers, .local = local});
    return columns;
}

std::vector<KvForecastRow> kvForecast(const AttentionShape& shape)
{
    std::vector<KvForecastRow> rows;
    for (const std::int64_t frames : {12, 21, 60, 120, 480, 1200}) {
        KvForecastRow row{.frames = frames, .full = forecastKvBytes(shape, frames)};
        for (const LocalLayers& column : kvForecastColumns(shape))
            row.bytes.push_back(forecastKvBytes(shape, frames, column));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace imprint::app
