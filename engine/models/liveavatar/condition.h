#pragma once

#include "engine/models/liveavatar/condition_places.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

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

/// What every block of a clip sees besides its own past: reference and motion before the clip. A value whose tensors are
/// never changed; sessions and noise levels may share it.
struct Condition {
    TokenGrid grid;
    std::optional<ConditionPlaces>
        places; ///< of the tokens, by grid; nothing: there is no condition yet
    std::vector<ConditionKeys> layers;
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
