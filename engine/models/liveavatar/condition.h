#pragma once

#include "engine/models/liveavatar/condition_places.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Keys and values that one layer has of the condition, in the order of ConditionPlaces.
struct ConditionKeys {
    at::Tensor k; ///< [1, tokens, heads, width], normalised and not rotated: the reference moves
    at::Tensor v; ///< [1, tokens, heads, width]

    std::int64_t bytes() const { return static_cast<std::int64_t>(k.nbytes() + v.nbytes()); }
};

/// Reference and motion before a clip as a network reads them. A value whose tensors are never changed.
struct Condition {
    TokenGrid grid;
    std::optional<ConditionPlaces>
        places; ///< of the tokens, by grid; nothing: there is no condition yet
    std::vector<ConditionKeys> layers;
};

/// What every block of a clip sees besides its own past: a condition of which all stands where it stays, but the reference,
/// which moves along. A value whose tensors are never changed; sessions and noise levels may share it.
class SeenCondition {
public:
    SeenCondition() = default; ///< nothing was seen yet
    SeenCondition(
        Condition condition); // NOLINT(google-explicit-constructor): the same thing, prepared

    /// What one layer attends to beside its cache, where the reference stands there.
    AttentionKeys beside(std::size_t layer, std::int64_t referencePlace) const;

    const TokenGrid& grid() const { return m_condition.grid; }
    std::size_t layers() const { return m_condition.layers.size(); } ///< 0: nothing was seen
    std::int64_t bytes(std::size_t layer) const { return m_condition.layers[layer].bytes(); }

private:
    Condition m_condition; // the motion's keys are rotated
};

/// Self-attention among the condition's own tokens, which leaves their keys and values behind.
class ConditionMixer final : public SelfMixer {
public:
    /// places and kept must outlive the mixer.
    ConditionMixer(const ConditionPlaces& places, ConditionKeys& kept)
        : m_places(places)
        , m_kept(kept)
    {
    }

    /// q, k, v [1, tokens, heads, width].
    at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) override;

private:
    const ConditionPlaces& m_places;
    ConditionKeys& m_kept;
};

} // namespace imprint::engine
