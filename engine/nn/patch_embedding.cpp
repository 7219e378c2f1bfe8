#include "engine/nn/patch_embedding.h"

#include "engine/core/error.h"

namespace imprint::engine {

PatchEmbedding::PatchEmbedding(WeightReader& weights, const std::string& scope,
                               std::int64_t channels, std::int64_t dim, const PatchSize& patch)
    : m_patch(patch)
    , m_channels(channels)
    , m_weight(
          weights
              .require(scope + ".weight", {dim, channels, patch.frames, patch.rows, patch.columns})
              .flatten(1))
    , m_bias(weights.require(scope + ".bias", {dim}))
{
}

at::Tensor PatchEmbedding::operator()(const at::Tensor& latent) const
{
    if (latent.dim() != 4 || latent.size(0) != m_channels || latent.size(1) % m_patch.frames != 0 ||
        latent.size(2) % m_patch.rows != 0 || latent.size(3) % m_patch.columns != 0)
        throw Error(ErrorCode::BadShape,
                    concat("a latent of shape ", latent.sizes(), " is not ", m_channels,
                           " channels of whole patches of ", m_patch.frames, " x ", m_patch.rows,
                           " x ", m_patch.columns));
    const std::int64_t frames = latent.size(1) / m_patch.frames;
    const std::int64_t rows = latent.size(2) / m_patch.rows;
    const std::int64_t columns = latent.size(3) / m_patch.columns;
    const at::Tensor patches = latent.to(type())
                                   .reshape({m_channels, frames, m_patch.frames, rows, m_patch.rows,
                                             columns, m_patch.columns})
                                   .permute({1, 3, 5, 0, 2, 4, 6}) // channel slowest within a patch
                                   .reshape({frames, rows * columns, m_channels * m_patch.area()});
    return at::linear(patches, m_weight, m_bias);
}

} // namespace imprint::engine
