#pragma once

#include "engine/core/session_config.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/nn/token_eviction.h"

#include <cstdint>
#include <optional>

namespace imprint::engine {

/// How the layers of a session drop single tokens; nothing: they keep whole frames, as the KV policy says.
/// Throws Error(BadConfig) together with ISPA or with quantised storage, which work on whole frames.
std::optional<TokenEviction> evictionSettings(const SessionConfig& config,
                                              const PocketConfig& model);

/// K of L layers attend to few frames, the others to more; latent frames, current block included.
struct LocalShare {
    std::int64_t layers = 0;      ///< L
    std::int64_t localLayers = 0; ///< K
    double fullFrames = 0;        ///< that a layer with its history holds
    double localFrames = 0;       ///< that a local one holds
};

/// kvEvictFrames at which token eviction, the same in all layers, has the keys and values of that many bytes.
double equalBytesFrames(const LocalShare& ispa);

} // namespace imprint::engine
