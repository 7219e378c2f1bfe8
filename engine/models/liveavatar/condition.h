#pragma once

#include "engine/models/liveavatar/condition_places.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// Keys and values that one layer has of the condition, in the order of ConditionPlaces.
struct ConditionKeys {
    at::Tensor k; ///< [1, tokens, heads, width], normalised and not rotated: the reference moves
    at::Tensor v; ///< [1, tokens, heads, width]
};

/// What every block of a clip sees besides its own past: reference and motion before the clip. A value whose tensors are
/// never changed; sessions and noise levels may share it.
struct Condition {
    TokenGrid grid;
    std::vector<ConditionKeys> layers;

    std::int64_t bytes() const
    {
        std::int64_t total = 0;
        for (const ConditionKeys& layer : layers)
            total += static_cast<std::int64_t>(layer.k.nbytes() + layer.v.nbytes());
        return total;
    }
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
