#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/nn/causal_block.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// What the layers of a causal DiT remember of one clip, and ISPA on it. Where ISPA is to begin anew between two blocks, another run
/// goes over the clip's archive and then replaces this one. Stays where it is: the absorber refers to the state.
/// Owned by a sampler; thread: the generator's.
class DitRun {
public:
    /// state: of empty caches; outputWeights: W_oᵀ of each layer. Throws Error(BadConfig) as Absorber does.
    DitRun(DitState state, const KvShape& shape, std::vector<at::Tensor> outputWeights,
           const std::optional<AbsorberSettings>& ispa);
    DitRun(const DitRun&) = delete;
    DitRun& operator=(const DitRun&) = delete;

    DitState& state() { return m_state; }
    const DitState& state() const { return m_state; }
    /// Null without ISPA.
    const Absorber* absorber() const { return m_absorber ? &*m_absorber : nullptr; }
    bool isLocal(std::size_t layer) const { return m_absorber && m_absorber->isLocal(layer); }
    /// Whether any layer has given up its history.
    bool isAnyLocal() const;

    // As Absorber's; without ISPA nothing happens.
    void beginPass(std::int64_t number);
    void endBlock(std::int64_t framesSoFar);
    bool learnsFrom(FrameSpan block) const { return m_absorber && m_absorber->learnsFrom(block); }

    /// Between two blocks: the frames up to this one are not met.
    void skipTo(std::int64_t frame);

    /// Has been over the clip of `before`, but for so many frames that its archive had let go, and goes on in its place. Layers
    /// that have had their history all the time, here and there, keep what they hold there.
    void replace(DitRun& before, std::int64_t missingFrames);

    /// Between two blocks, where no layer is local: ISPA begins anew with these settings, or ends.
    /// Throws Error(BadConfig), changing nothing.
    void learn(const std::optional<AbsorberSettings>& ispa);

    /// Between two blocks: goes on with what another generation has absorbed. Throws Error(BadConfig).
    void adopt(const AbsorberSettings& ispa, const Absorption& absorption);

    /// Whether there was ISPA at some time, which is over.
    bool hadIspa() const { return m_hadIspa && !m_absorber; }

    /// Latent frames of a clip of so many that this layer has met.
    std::int64_t framesMet(std::size_t layer, std::int64_t frames) const
    {
        return frames - m_missing[layer];
    }

    /// KV caches by layer and ISPA's part after so many latent frames, with the formula's bytes beside them. cache: of a layer that
    /// keeps its history. What was let go of ISPA is said to be.
    Ledger ledger(const CacheSettings& cache, std::int64_t frames) const;

private:
    KvShape m_shape;
    std::vector<at::Tensor> m_outputWeights;
    DitState m_state; // the absorber refers to it
    std::optional<Absorber> m_absorber;
    std::vector<std::int64_t> m_missing; // frames, by layer
    bool m_hadIspa = false;
};

} // namespace imprint::engine
