#include "engine/ispa/absorber.h"

#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/ispa/controls.h"
#include "engine/ispa/ispa_forecast.h"
#include "engine/ispa/layer_tap.h"
#include "engine/ispa/residual.h"
#include "engine/nn/parallel_for.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>
#include <thread>
#include <utility>

namespace imprint::engine {
namespace {

/// Nothing if the statistics are unusable, as for a correction.
std::optional<LeverageProbe> probeOf(const LayerStatistics& statistics)
{
    const Moments& training = statistics.training();
    const Moments& validation = statistics.validation();
    const bool usable = training.isFinite() && validation.isFinite() &&
                        training.distinctRows() > 0 && validation.distinctRows() > 0;
    return usable ? std::optional<LeverageProbe>(std::in_place, training, validation)
                  : std::nullopt;
}

void requireControl(const AbsorberSettings& settings, const KvShape& shape)
{
    if (settings.control == IspaControl::Shuffled && shape.heads < 2)
        throw Error(ErrorCode::BadConfig, "the one head of a layer cannot be mixed up with others",
                    "Choose another 'ispaControl'");
    if (settings.control != IspaControl::OtherClip)
        return;
    if (!settings.ofOtherClip)
        throw Error(ErrorCode::BadConfig, "there is no other clip whose corrections could be taken",
                    "Name a persona of another person, or choose another 'ispaControl'");
    for (const auto& [layer, part] : settings.ofOtherClip->layers)
        if (part.correction.heads != shape.heads)
            throw Error(ErrorCode::BadConfig,
                        concat("the other clip's corrections are for ", part.correction.heads,
                               " heads, there are ", shape.heads),
                        "Name a persona of the same model");
}

/// Where the last block that starts before this frame ends; the first one always counts.
std::int64_t endOfBlock(const AbsorberSettings& settings, std::int64_t frame)
{
    const std::int64_t block = settings.local.blockFrames;
    const std::int64_t missing = std::max<std::int64_t>(frame - settings.firstBlock, 0);
    return settings.firstBlock + (missing + block - 1) / block * block;
}

/// Held-out share of the discrepancy that a correction leaves; NaN for tokens, which sums cannot tell.
double missedBy(const Correction& correction, const Moments& held)
{
    return correction.rung == Rung::VirtualTokens ? std::numeric_limits<double>::quiet_NaN()
                                                  : residualOf(correction, held).share();
}

} // namespace

std::int64_t AbsorberSettings::warmUpEnd() const
{
    return endOfBlock(*this, warmFrames);
}

std::int64_t AbsorberSettings::informativeBlocks() const
{
    const auto until = [&](std::int64_t frame) { // those that start before it
        return local.informativeBlocks(endOfBlock(*this, frame), firstBlock);
    };
    return std::max<std::int64_t>(until(warmFrames) - until(learnFrom), 0);
}

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
    requireControl(m_settings, shape);
    makeTaps();
    for (const auto& tap : m_taps)
        tap->learn(m_settings, shape);
}

Absorber::Absorber(AbsorberSettings settings, const KvShape& shape, const Absorption& absorption,
                   DitState& state)
    : m_settings(std::move(settings))
    , m_shape(shape)
    , m_state(state)
    , m_layers(state.caches.size())
    , m_phase(AbsorberPhase::Absorbed)
    , m_lastBlock(absorption.lastBlock)
{
    IMPRINT_ASSERT(state.taps.empty());
    m_settings.layers = static_cast<int>(absorption.layers.size());
    m_settings.local = absorption.local;
    m_settings.passes = absorption.passes;
    for (const auto& [index, part] : absorption.layers) {
        const auto layer = static_cast<std::size_t>(index);
        IMPRINT_ASSERT(layer < m_layers.size());
        m_layers[layer].solution.correction = part.correction;
        m_layers[layer].solution.heldOutError = part.heldOutError;
        m_layers[layer].probe = part.probe;
        giveUpHistory(layer);
    }
    makeTaps();
    correct();
}

void Absorber::makeTaps()
{
    for (std::size_t layer = 0; layer < m_state.caches.size(); ++layer) {
        m_taps.push_back(std::make_unique<LayerTap>(m_settings, m_shape, m_pass, m_framesSoFar));
        m_state.taps.push_back(m_taps.back().get());
    }
}

void Absorber::giveUpHistory(std::size_t layer)
{
    KvCache& cache = m_state.caches[layer];
    const std::int64_t before = cache.bytes();
    cache.narrowTo(localCache(m_settings.local, cache.settings(), m_lastBlock - cache.sinkStart()));
    m_layers[layer].chosen = true;
    m_layers[layer].freedBytes = before - cache.bytes();
}

void Absorber::correct()
{
    for (std::size_t layer = 0; layer < m_taps.size(); ++layer)
        m_taps[layer]->finish(m_layers[layer]);
}

Absorber::~Absorber()
{
    m_state.taps.clear();
}

void Absorber::beginPass(std::int64_t pass)
{
    m_pass = std::min(pass, m_settings.passes - 1);
}

bool Absorber::learnsFrom(FrameSpan block) const
{
    return !m_taps.empty() && m_taps.front()->learnsFrom(block);
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

std::vector<LayerSolution> Absorber::solveLayers() const
{
    std::vector<LayerSolution> solutions(m_taps.size());
    const auto solve = [&](std::size_t layer) {
        solutions[layer] = solveLayer(m_taps[layer]->statistics(), m_outputWeights[layer],
                                      m_settings.solver, m_taps[layer]->tokens());
    };
    if (at::get_num_threads() == 1)
        parallelFor(m_taps.size(), std::thread::hardware_concurrency(), solve);
    else // torch spreads every operation over the processors itself
        for (std::size_t layer = 0; layer < m_taps.size(); ++layer)
            solve(layer);
    return solutions;
}

void Absorber::transition()
{
    const Stopwatch watch;
    std::vector<LayerSolution> solutions = solveLayers();
    std::vector<LayerScore> scores;
    for (std::size_t layer = 0; layer < m_taps.size(); ++layer) {
        const std::int64_t held = m_state.caches[layer].bytes();
        const std::int64_t local = predictedKvBytes(
            m_shape, localCache(m_settings.local, m_state.caches[layer].settings(), m_lastBlock),
            m_settings.local.attendedFrames());
        AbsorbedLayer result{.solution = std::move(solutions[layer])};
        result.score =
            scoreOf(result.solution,
                    {.outputWeight = m_outputWeights[layer],
                     .bytesFreed = static_cast<double>(std::max<std::int64_t>(held - local, 1))});
        scores.push_back(result.score);
        m_layers.push_back(std::move(result));
    }
    const bool learnt = informativeBlocks() > 0;
    int probes = 0;
    for (const int chosen : chosenLayers(scores)) {
        const auto layer = static_cast<std::size_t>(chosen);
        giveUpHistory(layer);
        if (learnt)
            spoil(layer);
        if (learnt && probes++ < kProbedLayers)
            m_layers[layer].probe = probeOf(m_taps[layer]->statistics());
    }
    correct();
    m_phase = AbsorberPhase::Absorbed;
    m_transitionMs = watch.elapsedMs();
}

std::vector<int> Absorber::chosenLayers(const std::vector<LayerScore>& scores) const
{
    if (m_settings.control != IspaControl::OtherClip)
        return selectLayers(scores, m_settings.layers, m_settings.select, m_settings.seed);
    std::vector<int> chosen; // those that there are corrections for
    for (const auto& [layer, part] : m_settings.ofOtherClip->layers)
        chosen.push_back(layer);
    return chosen;
}

/// Makes a solution wrong as the control says; its held-out error becomes that of the wrong one.
void Absorber::spoil(std::size_t layer)
{
    AbsorbedLayer& absorbed = m_layers[layer];
    LayerSolution& solution = absorbed.solution;
    switch (m_settings.control) {
    case IspaControl::None: return;
    case IspaControl::OtherClip:
        solution.correction = m_settings.ofOtherClip->layers.at(static_cast<int>(layer)).correction;
        break;
    case IspaControl::Flipped: solution.correction = solution.correction.scaledBy(-1); break;
    case IspaControl::Shuffled: solution.correction = withHeadsMixedUp(solution.correction); break;
    case IspaControl::QueryScaling: {
        solution.correction = {.heads = m_shape.heads};
        const auto scaling = m_taps[layer]->scaling();
        absorbed.queryScaling = scaling ? scaling->factors : at::Tensor();
        solution.heldOutError = scaling ? scaling->heldOutError : 1.0;
        return;
    }
    }
    solution.heldOutError = missedBy(solution.correction, m_taps[layer]->statistics().validation());
}

std::optional<Absorption> Absorber::absorption() const
{
    if (m_phase != AbsorberPhase::Absorbed)
        return std::nullopt;
    Absorption absorbed{
        .local = m_settings.local, .lastBlock = m_lastBlock, .passes = m_settings.passes};
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        if (m_layers[layer].chosen)
            absorbed.layers.emplace(
                static_cast<int>(layer),
                LayerAbsorption{.correction = m_layers[layer].solution.correction,
                                .heldOutError = m_layers[layer].solution.heldOutError,
                                .probe = m_layers[layer].probe});
    return absorbed;
}

std::optional<AbsorptionProbe> Absorber::probe() const
{
    double leverage = 0;
    int probes = 0;
    double heldOut = 0;
    int chosen = 0;
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        if (const auto measured = m_taps[layer]->leverage()) {
            leverage += *measured;
            ++probes;
        }
        if (m_layers[layer].chosen) {
            heldOut += m_layers[layer].solution.heldOutError;
            ++chosen;
        }
    }
    if (probes == 0)
        return std::nullopt;
    const double mean = leverage / probes;
    return AbsorptionProbe{.leverage = mean, .missedShare = heldOut / chosen * mean};
}

CacheSettings Absorber::cacheOf(std::size_t layer, const CacheSettings& before) const
{
    return isLocal(layer) ? localCache(m_settings.local, before, m_lastBlock) : before;
}

std::int64_t Absorber::bytes() const
{
    std::int64_t total = 0;
    for (const auto& tap : m_taps)
        total += tap->bytes();
    return total;
}

std::int64_t Absorber::predictedBytes() const
{
    const MomentLayout layout = momentLayout(m_settings, m_shape);
    if (m_phase == AbsorberPhase::Warming)
        return static_cast<std::int64_t>(m_taps.size()) * LayerStatistics::predictedBytes(layout);
    std::int64_t total = 0;
    for (const AbsorbedLayer& layer : m_layers) {
        if (layer.chosen)
            total +=
                predictedCorrectionBytes(layer.solution.correction.rung, layout, m_settings.solver);
        if (layer.probe)
            total += LeverageProbe::predictedBytes(layout);
        if (layer.queryScaling.defined())
            total += layout.dim() * static_cast<std::int64_t>(c10::elementSize(m_shape.type));
    }
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
        settings.clampSinksFrom = std::max(lastBlock, local.sinkFrames);
    return settings;
}

} // namespace imprint::engine
