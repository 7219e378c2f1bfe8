#pragma once

#include "app/train/dit/dit_batch.h"
#include "app/train/optim/training_task.h"
#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/pocket_generator.h"

namespace imprint::train {

struct DitLossSettings {
    at::ScalarType computeType = at::kBFloat16;
    bool ownHistory =
        false; ///< replaces the history by the generator's own estimates; needs targets from block 1 on
    double contextNoise = 0.2; ///< greatest noise on the history, which half of the samples get
};

/// Weighted mean squared error of the clean estimates of all noisy slots. Source: specs/pocket.md section 5.
/// grey: takes the colours off the anchors of colourless samples, whose figures are noted apart.
/// random: noise, times and anchors of this batch.
at::Tensor ditLoss(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
                   const BlockLayout& layout, const DitBatch& batch,
                   const DitLossSettings& settings, at::Generator random, Figures& figures);

/// Weight of each token in the loss, [tokens, 1], mean 1: mouth and eyes are small and matter most.
at::Tensor tokenWeights(const engine::PocketConfig& config);

/// Noise levels [B, blocks], on the device of the random numbers: 40 % pure noise, the rest shifted towards it.
at::Tensor drawTimes(std::int64_t samples, std::int64_t blocks, at::Generator random);

} // namespace imprint::train
