#pragma once

#include "engine/ispa/moments.h"
#include "engine/nn/split_attention.h"

#include <cstdint>

namespace imprint::engine {

/// Sizes of a block as attention sees it: frames · tokensPerFrame rows, frame after frame.
struct BlockShape {
    std::int64_t frames = 0;
    std::int64_t tokensPerFrame = 0;
};

/// What one layer learns during the warm-up, in constant memory: the sums of all informative blocks but the last
/// (training) and those of the last (validation). While there is but one block, its last frame is the validation set.
/// Thread: the generator's. Source: specs/ispa.md 5.
class LayerStatistics {
public:
    /// rowShare: share of the tokens of each frame that are looked at, in (0, 1]. Throws Error(BadConfig) outside.
    explicit LayerStatistics(const MomentLayout& layout, double rowShare = 1.0,
                             std::uint64_t seed = 0);

    /// Starts an informative block. The rows that are looked at depend on seed and `blockStart` alone: equal for all
    /// passes and layers.
    void beginBlock(std::int64_t blockStart, const BlockShape& shape);

    /// One pass over the block: its attention over the local keys [1, N, heads, width], and what the remote ones add.
    void observe(std::int64_t pass, const at::Tensor& local, const AttentionGap& gap);

    /// One pass over the block, all N rows given directly.
    void observe(std::int64_t pass, const ObservedRows& rows);

    /// Rows of the current block that are looked at [R], increasing.
    const at::Tensor& rows() const { return m_rows; }
    /// How many of them, the first ones, go to the training set even if no other block comes.
    std::int64_t trainingRows() const { return m_trainingRows; }

    std::int64_t informativeBlocks() const { return m_blocks; }
    std::int64_t informativeFrames() const { return m_frames; }

    const Moments& training() const { return m_training; }
    const Moments& validation() const { return m_validation; }
    /// Sums over all rows: what the final fit uses.
    Moments all() const;

    std::int64_t bytes() const { return m_training.bytes() + m_validation.bytes(); }
    static std::int64_t predictedBytes(const MomentLayout& layout)
    {
        return 2 * Moments::predictedBytes(layout);
    }

private:
    void addSampled(std::int64_t pass, const ObservedRows& rows);

    double m_rowShare;
    std::uint64_t m_seed;
    std::int64_t m_blocks = 0;
    std::int64_t m_frames = 0;
    std::int64_t m_trainingRows = 0; // how many of m_rows go to the training set
    at::Tensor m_rows;               // [R]
    Moments m_training;
    Moments m_validation;
};

} // namespace imprint::engine
