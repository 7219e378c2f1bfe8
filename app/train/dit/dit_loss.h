#pragma once

#include "app/train/dit/dit_batch.h"
#include "app/train/optim/training_task.h"
#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/pocket_generator.h"

namespace imprint::train {

struct DitLossSettings {
    at::ScalarType computeType = at::kFloat;
    int ownRounds = 0; ///< of ownHistory(), which then stands for the true one
    double contextNoise =
        0.2; ///< greatest noise on the true history, which half of the samples get
};

/// Weighted mean squared error of the clean estimates of all noisy slots. Source: specs/pocket.md section 5.
/// grey: takes the colours off the anchors of colourless samples, whose figures are noted apart.
/// random: noise, times and anchors of this batch.
at::Tensor ditLoss(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
                   const BlockLayout& layout, const DitBatch& batch,
                   const DitLossSettings& settings, at::Generator random, Figures& figures);

/// The history of a layout, [B, clean slots, S, W], as the generator makes it from the reference and its own estimates so
/// far, each block from pure noise in one step. All blocks are made at once, in rounds: each sees what the round before
/// made of the blocks before it, the first sees the truth. With as many rounds as blocks nothing of the truth is left but
/// the reference. No gradients.
at::Tensor ownHistory(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
                      const BlockLayout& layout, const DitBatch& batch,
                      const DitLossSettings& settings, at::Generator random);

/// Weight of each token in the loss, [tokens, 1], mean 1: mouth and eyes are small and matter most.
at::Tensor tokenWeights(const engine::PocketConfig& config);

/// Noise levels [B, blocks], on the device of the random numbers: 40 % pure noise, the rest shifted towards it.
at::Tensor drawTimes(std::int64_t samples, std::int64_t blocks, at::Generator random);

} // namespace imprint::train
