#pragma once

#include "engine/core/fields.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace imprint::engine {

/// How much a correction may say, from nothing to a whole matrix. Source: specs/ispa.md 7.1 (R8 does not exist).
enum class Rung {
    None,          ///< R0
    Bias,          ///< R1: a vector
    HeadScale,     ///< R2: a scalar per head, and a vector
    ChannelScale,  ///< R3: a scalar per channel, and a vector
    HeadMatrix,    ///< R4: a matrix per head, and a vector
    Dense,         ///< R5: a matrix over all channels, and a vector
    LowRank,       ///< R6: such a matrix of low rank, and a vector
    Hierarchical,  ///< R7: as R5, but shrunk towards R2 instead of nothing
    VirtualTokens, ///< R9: a few tokens, which queries attend to beside the local ones
};

constexpr std::array<EnumName<Rung>, 9> enumNames(Rung)
{
    return {{{Rung::None, "none"},
             {Rung::Bias, "bias"},
             {Rung::HeadScale, "head-scale"},
             {Rung::ChannelScale, "channel-scale"},
             {Rung::HeadMatrix, "head-matrix"},
             {Rung::Dense, "dense"},
             {Rung::LowRank, "low-rank"},
             {Rung::Hierarchical, "hierarchical"},
             {Rung::VirtualTokens, "virtual"}}};
}

/// Whether a channel of one head counts for those of another: such rungs are solved from products of all channels.
constexpr bool mixesHeads(Rung rung)
{
    return rung == Rung::Dense || rung == Rung::LowRank || rung == Rung::Hierarchical;
}

/// What a layer in local mode adds to its attention output in place of the history that it gave up:
/// a + a·P + b[pass]. P is kept as Linear keeps its weight, transposed. VirtualTokens has neither P nor b: its tokens act
/// inside attention (AttentionTap::standIns), where the queries are. A value whose tensors are never changed. Thread: any.
struct Correction {
    Rung rung = Rung::None;
    std::int64_t heads = 1;
    /// Pᵀ. HeadScale: [heads]; ChannelScale: [dim]; HeadMatrix: [heads, out, in]; Dense, Hierarchical: [out, in];
    /// LowRank: [out, rank], to be multiplied by `right`; else undefined.
    at::Tensor matrix;
    at::Tensor right; ///< LowRank: [rank, in]; else undefined
    at::Tensor
        bias; ///< [1, dim], the same in all passes, or [passes, dim]; undefined for None, VirtualTokens
    std::optional<StandInTokens> tokens; ///< VirtualTokens alone

    /// a [.., dim], attention over the local keys before the output projection -> the same shape and type. Without what
    /// tokens add.
    at::Tensor apply(const at::Tensor& a, std::int64_t pass) const;

    /// a·P [.., dim]; zeros if the rung has no P.
    at::Tensor linearPart(const at::Tensor& a) const;

    /// The diagonal of P [dim], of HeadScale and ChannelScale, which have nothing else.
    at::Tensor channelScales(std::int64_t dim) const;

    /// Pᵀ [dim, dim] whatever the rung. Throws Error(Internal) for a rung without bias and matrix.
    at::Tensor denseTransposed() const;

    /// The correction times a factor: 0 is none, -1 a negative control.
    Correction scaledBy(double factor) const;

    /// With all tensors in this type.
    Correction to(at::ScalarType type) const;

    /// Largest singular value of I + step·P, by power iteration (exact for scales): how much the strongest direction is
    /// amplified in every pass for ever. One beyond `enough` may be too small, but is beyond it: nobody asks further.
    double largestGain(double step = 1.0,
                       double enough = std::numeric_limits<double>::infinity()) const;

    bool isFinite() const;
    std::int64_t bytes() const;
};

} // namespace imprint::engine
