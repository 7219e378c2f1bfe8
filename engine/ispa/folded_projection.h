#pragma once

#include "engine/ispa/correction.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// An output projection with a correction added to its weight and bias in place. The original lies beside it and is
/// put back, byte for byte, by restore() or by the end of this object. Nobody else may use the projection meanwhile:
/// sessions that share weights apply corrections to the attention output instead (Correction::apply).
/// Thread: the generator's, between two blocks. Source: specs/ispa.md 6.2, 7.1.
class FoldedProjection {
public:
    /// weight [out, in] and bias [out] of the projection keep their storages. Throws Error(BadConfig) for virtual
    /// tokens and for a bias that differs by pass, Error(BadShape) if the correction has another width; nothing is changed then.
    FoldedProjection(at::Tensor weight, at::Tensor bias, const Correction& correction);
    ~FoldedProjection();
    FoldedProjection(FoldedProjection&& other) noexcept;
    FoldedProjection& operator=(FoldedProjection&&) = delete;
    FoldedProjection(const FoldedProjection&) = delete;
    FoldedProjection& operator=(const FoldedProjection&) = delete;

    /// Puts the original back; a second call does nothing.
    void restore();

    /// Bytes of the kept original.
    std::int64_t bytes() const;
    /// The same by formula, for a projection [out, in] of this type with any correction but Rung::None.
    static std::int64_t predictedBytes(std::int64_t out, std::int64_t in, at::ScalarType type);

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
    at::Tensor m_originalWeight; // undefined: restored
    at::Tensor m_originalBias;
};

} // namespace imprint::engine
