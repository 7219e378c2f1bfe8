#pragma once

#include "engine/ispa/absorber.h"

#include <cstdint>

namespace imprint::engine {

/// What ISPA itself will hold, by formula, before a run has begun.
struct IspaForecast {
    std::int64_t warmUpEnd = 0;       ///< latent frames at the transition
    std::int64_t statisticsBytes = 0; ///< of all layers, until then; exact
    /// Of the corrections and of what watches them from then on: an upper bound, for which ones they will be the warm-up decides. Of a rung that
    /// was asked for it is what it takes unless the data can't carry it.
    std::int64_t mostCorrectionBytes = 0;

    std::int64_t bytesAfter(std::int64_t frames) const
    {
        return frames < warmUpEnd ? statisticsBytes : mostCorrectionBytes;
    }
};

/// layers: of the network.
IspaForecast forecastIspa(const AbsorberSettings& settings, const KvShape& shape,
                          std::int64_t layers);

/// The sums that a layer of this shape learns during the warm-up: products of all channels only where a correction may be
/// solved from them.
MomentLayout momentLayout(const AbsorberSettings& settings, const KvShape& shape);

} // namespace imprint::engine
