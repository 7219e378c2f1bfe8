#pragma once

#include "engine/core/ispa_choices.h"
#include "engine/ispa/absorption.h"
#include "engine/ispa/layer_selection.h"
#include "engine/ispa/layer_solver.h"
#include "engine/ispa/local_geometry.h"
#include "engine/nn/causal_block.h"

#include <memory>
#include <optional>
#include <vector>

namespace imprint::engine {

class LayerTap;

struct AbsorberSettings {
    int layers = 0;               ///< K: how many give up their history
    std::int64_t warmFrames = 12; ///< T_warm: latent frames of the clip at which the warm-up ends
    std::int64_t learnFrom = 0;   ///< blocks that start before this frame are not learnt from
    std::int64_t firstBlock = 1; ///< latent frames of the clip's first block; of others see `local`
    LocalGeometry local;         ///< what those layers attend to afterwards
    SolverOptions solver;        ///< of the corrections
    SelectionRule select = SelectionRule::Residual;
    double rowShare = 0.5;   ///< of the tokens that the statistics look at
    std::int64_t passes = 1; ///< over a block: the clean one and the denoising steps
    std::uint64_t seed = 0;
    IspaControl control = IspaControl::None;       ///< experiments: spoils the corrections
    std::shared_ptr<const Absorption> ofOtherClip; ///< for IspaControl::OtherClip alone

    /// Latent frames at the transition: the end of the first block that reaches the length of the warm-up.
    std::int64_t warmUpEnd() const;
    /// Blocks that something is learnt from until then.
    std::int64_t informativeBlocks() const;
};

enum class AbsorberPhase {
    Warming,  ///< all layers attend globally and learn what local attention would miss
    Absorbed, ///< the chosen layers have given up their history
};

/// What became of one layer at the transition.
struct AbsorbedLayer {
    LayerSolution solution;
    LayerScore score;
    bool chosen = false;                ///< gave up its history
    std::int64_t freedBytes = 0;        ///< of its cache, measured
    std::optional<LeverageProbe> probe; ///< of chosen layers that are watched
    at::Tensor
        queryScaling; ///< [heads, width], for IspaControl::QueryScaling alone; else undefined
};

/// Whether what was absorbed still fits, as far as it shows without the history.
struct AbsorptionProbe {
    double leverage = 1.0; ///< of the latest block's local rows, in units of the warm-up's
    /// Of the discrepancy, mean over the chosen layers: what was missed on held-out rows, times the leverage.
    double missedShare = 0.0;
};

/// ISPA for one generation by any causal DiT: taps the attention of all layers during the warm-up, and at its end chooses
/// K of them, gives each its correction, and narrows their caches. It knows layers by number and caches by frames; no model
/// knows of it. Thread: the generator's. Source: specs/ispa.md 10, and the paper's three phases.
class Absorber {
public:
    /// So many of the layers that went local are watched: they drift together.
    static constexpr std::int64_t kProbedLayers = 3;

    /// outputWeights: W_oᵀ of each layer. state: its taps are set and belong to this object until it ends; it must outlive
    /// this object. Throws Error(BadConfig) if there are not so many layers, or nothing to do the asked-for control with.
    Absorber(AbsorberSettings settings, const KvShape& shape, std::vector<at::Tensor> outputWeights,
             DitState& state);

    /// Begins with what another generation has absorbed: layers are local from now on. Throws Error(BadConfig) if a cache
    /// keeps less than such a layer does.
    Absorber(AbsorberSettings settings, const KvShape& shape, const Absorption& absorption,
             DitState& state);
    ~Absorber();
    Absorber(const Absorber&) = delete;
    Absorber& operator=(const Absorber&) = delete;

    /// Says which pass over a block comes next: 0 the clean one, then the denoising steps. Steps that came in after the
    /// start count as the last one.
    void beginPass(std::int64_t pass);

    /// Whether something is to be learnt from a pass over this block.
    bool learnsFrom(FrameSpan block) const;

    /// A block has become history: so many latent frames exist now. Returns whether this was the transition.
    bool endBlock(std::int64_t framesSoFar);

    AbsorberPhase phase() const { return m_phase; }
    /// By layer; empty before the transition.
    const std::vector<AbsorbedLayer>& layers() const { return m_layers; }
    /// Blocks from which something could be learnt so far.
    std::int64_t informativeBlocks() const;
    /// Milliseconds that the transition took.
    double transitionMs() const { return m_transitionMs; }

    /// What was absorbed; nothing before the transition.
    std::optional<Absorption> absorption() const;

    /// Of the passes over the latest block; nothing before the transition or if no layer is local.
    std::optional<AbsorptionProbe> probe() const;

    bool isLocal(std::size_t layer) const
    {
        return layer < m_layers.size() && m_layers[layer].chosen;
    }

    /// What the cache of a layer keeps now, where it kept `before` at first.
    CacheSettings cacheOf(std::size_t layer, const CacheSettings& before) const;

    /// Bytes of statistics and corrections that exist now.
    std::int64_t bytes() const;
    /// The same by formula; from the transition on with the rungs that were chosen.
    std::int64_t predictedBytes() const;

private:
    void makeTaps();
    void transition();
    std::vector<LayerSolution> solveLayers() const;
    std::vector<int> chosenLayers(const std::vector<LayerScore>& scores) const;
    void spoil(std::size_t layer);
    void giveUpHistory(std::size_t layer);
    void correct();

    AbsorberSettings m_settings;
    KvShape m_shape;
    std::vector<at::Tensor> m_outputWeights;
    DitState& m_state;
    std::vector<std::unique_ptr<LayerTap>> m_taps;
    std::vector<AbsorbedLayer> m_layers;
    AbsorberPhase m_phase = AbsorberPhase::Warming;
    std::int64_t m_pass = 0;
    std::int64_t m_framesSoFar = 0;
    std::int64_t m_lastBlock = 0; // start of the last one of the warm-up
    double m_transitionMs = 0;
};

/// The cache of a layer that gives up its history. lastBlock: where the last block of the warm-up started, counted from the
/// first sink; with absolute positions the sinks stay as far away as that block saw them, which is what the correction was
/// made for.
CacheSettings localCache(const LocalGeometry& local, const CacheSettings& before,
                         std::int64_t lastBlock);

} // namespace imprint::engine
