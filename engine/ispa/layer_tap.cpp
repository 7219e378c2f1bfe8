#include "engine/ispa/layer_tap.h"

#include "engine/ispa/ispa_forecast.h"

#include <utility>

namespace imprint::engine {
namespace {

constexpr std::int64_t kCleanPass = 0;

bool triesTokens(const SolverOptions& solver)
{
    return !solver.rung || *solver.rung == Rung::VirtualTokens;
}

} // namespace

LayerTap::LayerTap(const AbsorberSettings& settings, const KvShape& shape, const std::int64_t& pass,
                   const std::int64_t& framesSoFar)
    : m_local(settings.local)
    , m_learnFrom(settings.learnFrom)
    , m_tokensPerFrame(shape.tokensPerFrame)
    , m_warmFrames(settings.warmFrames)
    , m_pass(pass)
    , m_framesSoFar(framesSoFar)
{
}

void LayerTap::learn(const AbsorberSettings& settings, const KvShape& shape)
{
    m_statistics.emplace(momentLayout(settings, shape), settings.rowShare, settings.seed);
    if (triesTokens(settings.solver))
        m_tokens.emplace(settings.solver.tokens);
    if (settings.control == IspaControl::QueryScaling)
        m_scaling.emplace();
}

void LayerTap::finish(const AbsorbedLayer& layer)
{
    m_statistics.reset();
    m_tokens.reset();
    m_scaling.reset();
    m_correction = layer.chosen ? layer.solution.correction : Correction{};
    m_probe = layer.probe;
    m_queryScaling = layer.queryScaling;
}

bool LayerTap::learnsFrom(FrameSpan block) const
{
    return m_statistics && block.first >= m_learnFrom && m_local.isInformative(block.first);
}

std::optional<LocalFrames> LayerTap::wantsSplit(FrameSpan block) const
{
    if (!learnsFrom(block))
        return std::nullopt;
    return LocalFrames{.sinkFrames = m_local.sinkFrames, .windowFrames = m_local.windowFrames};
}

void LayerTap::observe(const SplitPass& pass)
{
    const FrameSpan block = pass.block;
    // Not by its place in the cache, which may be the same for every block.
    const bool begins = std::exchange(m_block, m_framesSoFar) != m_framesSoFar;
    if (begins)
        m_statistics->beginBlock(m_framesSoFar,
                                 {.frames = block.count, .tokensPerFrame = m_tokensPerFrame});
    m_statistics->observe(m_pass, pass.local.out, pass.gap);
    if (m_scaling && begins)
        m_scaling->beginBlock();
    if (m_scaling)
        m_scaling->observe(pass, m_statistics->rows(), m_statistics->trainingRows());
    // Tokens are made of the keys of the warm-up's last block, with which their trial begins and ends.
    if (m_tokens && m_framesSoFar + block.count >= m_warmFrames)
        m_tokens->observe(pass, m_statistics->rows());
}

at::Tensor LayerTap::asked(const at::Tensor& q) const
{
    return m_queryScaling.defined() ? q * m_queryScaling : q;
}

const StandInTokens* LayerTap::standIns() const
{
    return m_correction.tokens ? &*m_correction.tokens : nullptr;
}

at::Tensor LayerTap::corrected(const at::Tensor& attended) const
{
    if (m_probe)
        measure(attended);
    return m_correction.apply(attended, m_pass);
}

void LayerTap::measure(const at::Tensor& attended) const
{
    m_leverageSum += (*m_probe)(attended);
    ++m_passes;
    if (m_pass != kCleanPass) // which is the last
        return;
    m_leverage = std::exchange(m_leverageSum, 0.0) / std::exchange(m_passes, 0);
}

std::int64_t LayerTap::bytes() const
{
    return m_correction.bytes() + (m_probe ? m_probe->bytes() : 0) +
           (m_queryScaling.defined() ? static_cast<std::int64_t>(m_queryScaling.nbytes()) : 0) +
           (m_statistics ? m_statistics->bytes() : 0);
}

} // namespace imprint::engine
