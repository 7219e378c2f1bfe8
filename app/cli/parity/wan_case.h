#pragma once

#include "app/cli/parity/parity_case.h"
#include "engine/models/wan_dit/wan_dit.h"

namespace imprint::app {

/// What the cases of causal Wan networks have in common.

/// What a case says about numbers, under this key of its config ("model_dtype"); float32 if it says nothing.
at::ScalarType numberType(const ParityCase& parityCase, const char* key);

/// The network of a case, of its checkpoint's weights in the type that the case asks for.
engine::WanDit openWanDit(const ParityCase& parityCase);

/// Sizes of the network; a case also has keys that are none.
engine::WanDitConfig wanDitConfig(const ParityCase& parityCase);

/// The first window, or one that holds everything.
engine::CacheSettings wanCacheSettings(const ParityCase& parityCase);

/// Adds what the given frames have in each layer's cache as `prefix`cache.L.k and .v [1, tokens, heads, head width].
void addCaches(const std::vector<std::int64_t>& frames, const engine::DitState& state,
               const std::string& prefix, TensorMap& got);

} // namespace imprint::app
