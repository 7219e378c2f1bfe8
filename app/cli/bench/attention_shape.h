#pragma once

#include "engine/ispa/local_geometry.h"
#include "engine/nn/frame_store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::app {

/// What decides the cost of self-attention in a model, at the size of picture that its figures are known for.
struct AttentionShape {
    std::string name;
    std::int64_t layers = 0;
    engine::KvShape kv;          ///< of one layer, in the type that the model stores
    double latentsPerSecond = 0; ///< latent frames per second of video
    engine::LocalGeometry local; ///< what a layer without history attends to

    /// Latent frames of a video of this length; the block being made is the last of them.
    std::int64_t frames(double seconds) const;
    /// Tokens of one block: the rows of queries.
    std::int64_t queryRows() const { return local.blockFrames * kv.tokensPerFrame; }
};

/// Pocket; Wan 2.1's causal descendants of 1.3 and 14 thousand million weights at 832×480.
/// Source: specs/ispa.md 3.1 and 12.1.
const std::vector<AttentionShape>& attentionShapes();

/// Throws Error(BadConfig) that lists the possible names.
const AttentionShape& attentionShape(std::string_view name);

} // namespace imprint::app
