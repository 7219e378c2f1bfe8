#include "engine/ispa/absorber.h"

#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/ispa/ispa_forecast.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {

/// One layer: learns while there is something to learn, corrects once it is local.
class Absorber::LayerTap final : public AttentionTap {
public:
    LayerTap(const AbsorberSettings& settings, const KvShape& shape, const std::int64_t& pass)
        : m_local(settings.local)
        , m_tokensPerFrame(shape.tokensPerFrame)
        , m_pass(pass)
        , m_statistics(std::in_place, momentLayout(settings, shape), settings.rowShare,
                       settings.seed)
    {
    }

    std::optional<LocalFrames> wantsSplit(FrameSpan block) const override
    {
        if (!m_statistics || !m_local.isInformative(block.first))
            return std::nullopt;
        return LocalFrames{.sinkFrames = m_local.sinkFrames, .windowFrames = m_local.windowFrames};
    }

    void observe(FrameSpan block, const AttentionPart& local, const AttentionPart& remote) override
    {
        if (std::exchange(m_block, block.first) != block.first)
            m_statistics->beginBlock(block.first,
                                     {.frames = block.count, .tokensPerFrame = m_tokensPerFrame});
        m_statistics->observe(m_pass, local, remote);
    }

    at::Tensor corrected(const at::Tensor& attended) const override
    {
        return m_correction.apply(attended, m_pass);
    }

    const LayerStatistics& statistics() const { return *m_statistics; }
    /// Ends the warm-up of this layer: nothing more is learnt, and what was learnt is let go.
    void finish(Correction correction)
    {
        m_statistics.reset();
        m_correction = std::move(correction);
    }

    std::int64_t bytes() const
    {
        return m_correction.bytes() + (m_statistics ? m_statistics->bytes() : 0);
    }

private:
    LocalGeometry m_local;
    std::int64_t m_tokensPerFrame;
    const std::int64_t& m_pass;
    std::optional<LayerStatistics> m_statistics; // during the warm-up
    Correction m_correction;
    std::int64_t m_block = -1; // start of the latest observed one
};

Absorber::Absorber(AbsorberSettings settings, const KvShape& shape,
                   std::vector<at::Tensor> outputWeights, DitState& state)
    : m_settings(std::move(settings))
    , m_shape(shape)
    , m_outputWeights(std::move(outputWeights))
    , m_state(state)
{
    const auto layers = static_cast<int>(state.caches.size());
    IMPRINT_ASSERT(m_outputWeights.size() == state.caches.size() && state.taps.empty());
    if (m_settings.layers < 0 || m_settings.layers > layers)
        throw Error(ErrorCode::BadConfig,
                    concat(m_settings.layers,
                           " layers are to give up their history, but there are ", layers),
                    concat("Choose 0 to ", layers));
    for (int layer = 0; layer < layers; ++layer)
        m_taps.push_back(std::make_unique<LayerTap>(m_settings, shape, m_pass));
    for (const auto& tap : m_taps)
        m_state.taps.push_back(tap.get());
}

Absorber::~Absorber()
{
    m_state.taps.clear();
}

void Absorber::beginPass(std::int64_t pass)
{
    m_pass = std::min(pass, m_settings.passes - 1);
}

bool Absorber::endBlock(std::int64_t framesSoFar)
{
    if (m_phase == AbsorberPhase::Absorbed)
        return false;
    m_lastBlock = std::exchange(m_framesSoFar, framesSoFar);
    if (framesSoFar < m_settings.warmFrames)
        return false;
    transition();
    return true;
}

std::int64_t Absorber::informativeBlocks() const
{
    return m_phase == AbsorberPhase::Warming && !m_taps.empty()
               ? m_taps.front()->statistics().informativeBlocks()
               : 0;
}

void Absorber::transition()
{
    const Stopwatch watch;
    std::vector<LayerScore> scores;
    for (std::size_t layer = 0; layer < m_taps.size(); ++layer) {
        const std::int64_t held = m_state.caches[layer].bytes();
        const std::int64_t local = predictedKvBytes(
            m_shape, localCache(m_settings.local, m_state.caches[layer].settings(), m_lastBlock),
            m_settings.local.attendedFrames());
        AbsorbedLayer result{.solution = solveLayer(m_taps[layer]->statistics(),
                                                    m_outputWeights[layer], m_settings.solver)};
        result.score =
            scoreOf(result.solution,
                    {.outputWeight = m_outputWeights[layer],
                     .bytesFreed = static_cast<double>(std::max<std::int64_t>(held - local, 1))});
        scores.push_back(result.score);
        m_layers.push_back(std::move(result));
    }
    for (const int chosen :
         selectLayers(scores, m_settings.layers, m_settings.select, m_settings.seed)) {
        const auto layer = static_cast<std::size_t>(chosen);
        KvCache& cache = m_state.caches[layer];
        const std::int64_t before = cache.bytes();
        cache.narrowTo(localCache(m_settings.local, cache.settings(), m_lastBlock));
        m_layers[layer].chosen = true;
        m_layers[layer].freedBytes = before - cache.bytes();
    }
    for (std::size_t layer = 0; layer < m_taps.size(); ++layer)
        m_taps[layer]->finish(m_layers[layer].chosen ? m_layers[layer].solution.correction
                                                     : Correction{});
    m_phase = AbsorberPhase::Absorbed;
    m_transitionMs = watch.elapsedMs();
}

CacheSettings Absorber::cacheOf(std::size_t layer, const CacheSettings& before) const
{
    const bool local = layer < m_layers.size() && m_layers[layer].chosen;
    return local ? localCache(m_settings.local, before, m_lastBlock) : before;
}

std::int64_t Absorber::bytes() const
{
    std::int64_t total = 0;
    for (const auto& tap : m_taps)
        total += tap->bytes();
    return total;
}

std::int64_t Absorber::predictedBytes(std::int64_t frames) const
{
    const MomentLayout layout = momentLayout(m_settings, m_shape);
    if (frames < m_settings.warmFrames)
        return static_cast<std::int64_t>(m_taps.size()) * LayerStatistics::predictedBytes(layout);
    std::int64_t total = 0;
    for (const AbsorbedLayer& layer : m_layers)
        if (layer.chosen)
            total +=
                predictedCorrectionBytes(layer.solution.correction.rung, layout, m_settings.solver);
    return total;
}

CacheSettings localCache(const LocalGeometry& local, const CacheSettings& before,
                         std::int64_t lastBlock)
{
    CacheSettings settings = before;
    settings.kind = CacheKind::SinkWindow;
    settings.sinkFrames = local.sinkFrames;
    settings.capacityFrames = local.attendedFrames();
    settings.startsSmall = false;
    if (settings.positions == KeyPositions::Absolute)
        settings.clampSinksFrom = lastBlock;
    return settings;
}

} // namespace imprint::engine
