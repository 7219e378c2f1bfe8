#pragma once

#include "engine/models/pocket/pocket_config.h"
#include "engine/nn/causal_block.h"

#include <ATen/ATen.h>

#include <optional>
#include <vector>

namespace imprint::engine {

/// What latent frames are made from besides their history. Undefined audio stands for the learned null token (the
/// reference still has no sound).
struct PocketControls {
    at::Tensor audio;  ///< [F, 6, 128] or undefined
    at::Tensor motion; ///< [F, 57]
    at::Tensor
        attributes; ///< int64 indices into the vocabulary: [14], or [F, 14] where frames are of several clips
    at::Tensor
        soundless; ///< [F] bool: frames that take the null token all the same; undefined: none
};

/// What the controls of a block become inside the network. The same for every pass over the block.
struct PocketConditioning {
    at::Tensor modulation;        ///< [F, dim], added to the time embedding
    std::vector<CrossKeys> cross; ///< per layer, one context per latent frame

    std::int64_t crossBytes() const;
};

/// What the clean latents of a block are predicted as a change of, in token layout; zeros for the reference itself.
struct PocketAnchor {
    at::Tensor last; ///< [F, 64, 192] the latent before the block
    at::Tensor
        posed; ///< [F, 64, 192] the reference, moved as the head moves; undefined for models without
};

/// Pocket's causal DiT. It predicts the clean latent as a change of the anchor: of the last latent or, token by token, of
/// a mixture of it and the posed reference, as the network decides. Const; state is an argument.
/// Latents are in token layout: [F, 64, 192], token row-major on the 8×8 grid, values [channel, 2, 2].
/// Source: specs/pocket.md section 4 and 11; parity: pocket-rollout cases.
class PocketGenerator {
public:
    PocketGenerator(WeightReader& weights, const PocketConfig& config);

    DitState makeState(const CacheSettings& cache) const;

    PocketConditioning condition(const PocketControls& controls) const;

    /// noisy [F, 64, 192]; time in [0, 1], 0: clean. Returns the clean estimate [F, 64, 192].
    at::Tensor operator()(const at::Tensor& noisy, const PocketAnchor& anchor, double time,
                          const PocketConditioning& conditioning, FrameSpan block,
                          DitState& state) const;

    /// The same where each of the F frames has its own time, and self-attention is the caller's: what training needs.
    /// times [F] double; mixer: of all layers.
    at::Tensor operator()(const at::Tensor& noisy, const PocketAnchor& anchor,
                          const at::Tensor& times, const PocketConditioning& conditioning,
                          SelfMixer& mixer) const;

    /// [F, 48, 16, 16] <-> [F, 64, 192].
    at::Tensor toTokens(const at::Tensor& latents) const;
    at::Tensor toLatents(const at::Tensor& tokens) const;

    /// The same weights for blocks of so many latent frames.
    PocketGenerator withBlockFrames(std::int64_t frames) const;

    const PocketConfig& config() const { return m_config; }
    const std::vector<CausalBlock>& blocks() const { return m_blocks; }
    KvShape kvShape() const;
    /// Bytes of the cross-attention's keys and values for a block of so many latent frames.
    std::int64_t predictedCrossBytes(std::int64_t latentFrames) const;
    const Rotary& rotary() const { return m_rotary; }

private:
    at::Tensor audioOf(const PocketControls& controls) const;
    at::Tensor contextOf(const PocketControls& controls, const at::Tensor& audio) const;
    at::Tensor timeEmbedding(const at::Tensor& times, const PocketConditioning& conditioning,
                             at::ScalarType type) const;
    at::Tensor embed(const at::Tensor& noisy, const PocketAnchor& anchor) const;
    at::Tensor finish(const at::Tensor& x, const PocketAnchor& anchor, const at::Tensor& e) const;

    PocketConfig m_config;
    Rotary m_rotary;
    Linear m_patch;
    Linear m_anchor;
    at::Tensor m_positionTable; // [64, dim]
    Linear m_time0;
    Linear m_time2;
    Linear m_timeProjection;
    Linear m_audioModulation0;
    Linear m_audioModulation2;
    Linear m_motionModulation0;
    Linear m_motionModulation2;
    at::Tensor m_attributeTable; // [vocabulary, dim]
    Linear m_audioEmbedding;
    at::Tensor m_audioPosition; // [6, dim]
    at::Tensor m_audioNull;     // [128]
    Linear m_motionEmbedding;
    LayerNorm m_contextNorm;
    std::vector<CausalBlock> m_blocks;
    at::Tensor m_headModulation; // [1, 2, dim]
    Linear m_head;
    std::optional<Linear> m_posed; // these two: of models with a posed reference
    std::optional<Linear> m_gate;
};

} // namespace imprint::engine
