#pragma once

#include "engine/models/pocket/pocket_config.h"

namespace imprint::test {

/// Pocket, but small enough to learn something within seconds.
inline engine::PocketConfig smallPocket(const engine::PocketConfig& built)
{
    engine::PocketConfig config = built;
    config.generator.dim = 64;
    config.generator.heads = 1;
    config.generator.layers = 2;
    config.generator.ffn = 128;
    return config;
}

} // namespace imprint::test
