#pragma once

#include "engine/nn/rotary.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// Temporal position of the reference while the clip is young: so far ahead of its beginning.
inline constexpr std::int64_t kReferencePlace = 30;

/// A token grid: rows and columns of tokens of the usual size.
struct TokenGrid {
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    std::int64_t tokens() const { return rows * columns; }
};

/// Where the tokens of the condition stand in time, rows and columns. In order: the reference, then the motion before the
/// clip, newest first, in patches of the usual size, twice and four times as large. Only the reference ever moves.
/// Const; thread: any. Source: LiveAvatar wan_2_2/modules/s2v/motioner.py, FramePackMotioner; specs/avatars.md B2, B3.
class ConditionPlaces {
public:
    /// buckets  latent frames of the motion by size of patch, newest first
    /// Throws Error(BadShape) unless the grid is whole patches of the largest size.
    ConditionPlaces(std::int64_t headDim, const TokenGrid& grid,
                    const std::vector<std::int64_t>& buckets);

    /// x [1, tokens(), heads, head width] -> turned to where each token stands, same shape and type.
    /// referencePlace: temporal position of the reference.
    at::Tensor rotated(const at::Tensor& x, std::int64_t referencePlace = kReferencePlace) const
    {
        return referenceRotated(motionRotated(x), referencePlace);
    }

    /// The same in two halves, of which the first can be kept: the motion's tokens, and the reference's.
    at::Tensor motionRotated(const at::Tensor& x) const;
    at::Tensor referenceRotated(const at::Tensor& x, std::int64_t referencePlace) const;

    std::int64_t tokens() const;

private:
    struct Group {
        Rotary rotary;
        std::vector<std::int64_t> frames; // temporal positions
        std::int64_t tokensPerFrame = 0;

        std::int64_t tokens() const
        {
            return static_cast<std::int64_t>(frames.size()) * tokensPerFrame;
        }
        /// x [1, tokens, heads, head width], turned.
        at::Tensor rotated(const at::Tensor& x, const std::vector<std::int64_t>& places) const;
    };

    Group m_reference; // its temporal position does not count
    std::vector<Group> m_motion;
};

/// Temporal positions of motion frames in patches of `patch` latent frames, oldest first, where `before` newer ones stand
/// between them and the clip: whole numbers spread over the bucket, its oldest and its newest frame among them.
std::vector<std::int64_t> motionPlaces(std::int64_t bucket, std::int64_t patch,
                                       std::int64_t before);

/// Where `count` rows (or columns) of large patches stand among `full` of the usual size: the first at 0, the last at
/// full - 1, those between rounded down.
std::vector<std::int64_t> coarsePlaces(std::int64_t full, std::int64_t count);

} // namespace imprint::engine
