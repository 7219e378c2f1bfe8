#pragma once

#include "app/cli/bench/attention_shape.h"

#include <cstdint>
#include <vector>

namespace imprint::app {

/// How many layers gave up their history, and what those attend to.
struct LocalLayers {
    std::int64_t layers = 0; ///< K
    engine::LocalGeometry local;
};

/// Bytes of the KV caches of all layers once the others hold `frames` latent frames each, current block included.
/// From the formula that a session's ledger is held against. Source: specs/ispa.md 12.1.
std::int64_t forecastKvBytes(const AttentionShape& shape, std::int64_t frames,
                             const LocalLayers& local = {});

/// One row of the table of specs/ispa.md 12.2.
struct KvForecastRow {
    std::int64_t frames = 0;
    std::int64_t full = 0;           ///< bytes, no layer local
    std::vector<std::int64_t> bytes; ///< with each of kvForecastColumns()
};

/// K = L/2 and 2L/3, each with the shape's own window and with none.
std::vector<LocalLayers> kvForecastColumns(const AttentionShape& shape);

/// Rows for 12, 21, 60, 120, 480 and 1200 latent frames.
std::vector<KvForecastRow> kvForecast(const AttentionShape& shape);

} // namespace imprint::app
