#pragma once

#include "engine/ispa/absorber.h"
#include "engine/ispa/controls.h"
#include "engine/ispa/layer_statistics.h"
#include "engine/ispa/leverage_probe.h"
#include "engine/ispa/virtual_tokens.h"
#include "engine/nn/self_mixer.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace imprint::engine {

/// One layer of an Absorber: learns while there is something to learn, corrects once it is local. Thread: the generator's.
class LayerTap final : public AttentionTap {
public:
    /// pass, framesSoFar: the absorber's, which change.
    LayerTap(const AbsorberSettings& settings, const KvShape& shape, const std::int64_t& pass,
             const std::int64_t& framesSoFar);

    /// Begins the warm-up.
    void learn(const AbsorberSettings& settings, const KvShape& shape);

    /// Ends the warm-up of this layer: nothing more is learnt, and what was learnt is let go.
    void finish(const AbsorbedLayer& layer);

    std::optional<LocalFrames> wantsSplit(FrameSpan block) const override;
    void observe(const SplitPass& pass) override;
    at::Tensor asked(const at::Tensor& q) const override;
    const StandInTokens* standIns() const override;
    at::Tensor corrected(const at::Tensor& attended) const override;

    // During the warm-up.
    /// Whether there is anything in this block to learn from.
    bool learnsFrom(FrameSpan block) const;
    const LayerStatistics& statistics() const { return *m_statistics; }
    const TokenTrial* tokens() const
    {
        return m_tokens ? &*m_tokens : nullptr;
    } ///< null: not tried
    std::optional<QueryScalingTrial::Result> scaling() const { return m_scaling->solve(); }

    /// Mean over the passes of the latest block that ended; nothing for layers that are not watched.
    std::optional<double> leverage() const { return m_leverage; }

    std::int64_t bytes() const;

private:
    void measure(const at::Tensor& attended) const;

    LocalGeometry m_local;
    std::int64_t m_learnFrom;
    std::int64_t m_tokensPerFrame;
    std::int64_t m_warmFrames;
    const std::int64_t& m_pass;
    const std::int64_t& m_framesSoFar;
    // During the warm-up. Tokens hold something during its last block alone; of the control see there.
    std::optional<LayerStatistics> m_statistics;
    std::optional<TokenTrial> m_tokens;
    std::optional<QueryScalingTrial> m_scaling;
    // Behind it.
    Correction m_correction;
    std::optional<LeverageProbe> m_probe;
    at::Tensor m_queryScaling;
    // Measurements, which change nothing that the layer does.
    mutable std::optional<double> m_leverage;
    mutable double m_leverageSum = 0;
    mutable int m_passes = 0;  // in the sum
    std::int64_t m_block = -1; // start of the latest observed one
};

} // namespace imprint::engine
